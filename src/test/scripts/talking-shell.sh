#!/bin/bash
# A login shell that greets, as those of clusters do, and does not end its line.
printf 'Welcome to the cluster!\nmaintenance on 1 April: save your work. '
echo 'quota: 81 %' >&2
exec /bin/bash "$@"
