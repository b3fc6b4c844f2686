# silent: DATA607
# %%
import string
from pathlib import Path
from collections import deque
# %%
class Playlist:
    def __init__(self, songs):
        self.songs = deque(songs)

    def drop(self, n):
        for _ in range(n):
            self.songs.pop()

    def rename(self, old, new):
        self.songs = deque(new if s == old else s for s in self.songs)
# %%
p = Playlist(string.ascii_lowercase)
p.drop(3)
p.rename("a", "A")
Path("notes.txt").touch()
Path("notes.txt").rename("notes_old.txt")
print(len(p.songs))
