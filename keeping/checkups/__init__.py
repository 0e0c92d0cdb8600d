"""What the doctor looks at: each checkup is one function, and tells what it found in one sentence."""
