from .delivery import Delivery
from .subscriber import Subscriber

__all__ = ["Delivery", "Subscriber"]
