# The same list as CI.
ready:
    bash .ci/run
