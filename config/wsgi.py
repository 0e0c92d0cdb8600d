import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from search.query.thesaurus import shipped  # noqa: E402 - needs the settings

# What is loaded now stays as long as the process. Each full collection would walk all of it again, which citizens see
# as pauses of a tenth of a second (docs/performance.md).
shipped()
gc.collect()
gc.freeze()
