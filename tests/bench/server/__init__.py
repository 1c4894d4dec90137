"""The product on gunicorn as a bench needs it: nothing but one more address, the floor."""
