"""Guards over the whole project: what must hold for every route, model, filter and template, also for the next one."""
