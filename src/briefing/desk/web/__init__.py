"""The desk in a browser: pages, what they ask for, and who may ask. What is done is in the room above."""
