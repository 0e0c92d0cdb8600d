from .follower import Follower
from .following import Following

__all__ = ["Follower", "Following"]
