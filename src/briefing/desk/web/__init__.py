"""The desk in a browser: pages, what they ask for, and who may ask. What the desk does is in the room above."""
