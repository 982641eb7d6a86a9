"""What talks to a server that runs a model; knows nothing of what is installed or was added."""
