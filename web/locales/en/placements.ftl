# How keys find their owner.

placement-label = Placement
placement-modulo = Modulo
placement-modulo-about = The owner is a position in the list of who is alive.
placement-fixed = Fixed
placement-fixed-about = The owner never changes, alive or not.
placement-tokens = Tokens
placement-tokens-about = A key has one of a thousand tokens; machines hand tokens over as they come and go.
placement-ring = Ring
placement-ring-about = Machines have points on a circle; a key belongs to the next point.
placement-points = Points
placement-points-range = A machine has 1 to 4,096 points.
placement-keep = keep the cluster
placement-keep-about = The running cluster places keys so from now on; without it, a fresh cluster begins.
