package mpjlda.cluster.launch.supervisor;

import java.util.ArrayList;
import java.util.List;
import mpjlda.cluster.comm.Endpoint;
import mpjlda.cluster.launch.protocol.SupervisorChannel;

/** As soon as all ranks listen, each is told once where all others do. */
final class EndpointBroadcast {
  private boolean made;

  void makeIfAllListen(List<RankProcess> ranks) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (RankProcess rank : ranks) {
      Endpoint endpoint = rank.state().endpoint();
      if (endpoint == null || made) {
        return;
      }
      endpoints.add(endpoint);
    }
    made = true;
    ranks.forEach(rank -> rank.input().say(SupervisorChannel.peers(endpoints)));
  }
}
