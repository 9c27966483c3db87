package mpjlda.cluster.launch.supervisor;

import java.util.ArrayList;
import java.util.List;
import mpjlda.cluster.comm.Endpoint;
import mpjlda.cluster.launch.protocol.SupervisorChannel;

/** Sends the endpoints of all ranks to each of them, once, as soon as all ranks listen. */
final class EndpointBroadcast {
  private boolean sent;

  void sendIfAllListen(List<RankProcess> ranks) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (RankProcess rank : ranks) {
      Endpoint endpoint = rank.state().endpoint();
      if (endpoint == null || sent) {
        return;
      }
      endpoints.add(endpoint);
    }
    sent = true;
    ranks.forEach(rank -> rank.input().say(SupervisorChannel.peers(endpoints)));
  }
}
