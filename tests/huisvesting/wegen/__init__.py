"""Random orders of every act of the four machines: the scene, the acts, the arrows, and what must hold after each."""
