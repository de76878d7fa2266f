"""Give every page its Content-Security-Policy, from the theme's own scripts and no other."""

from functools import lru_cache
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

from summitdata.site.policy import policy

SCRIPTS = tuple(f"partials/javascripts/{name}.html" for name in ("base", "palette", "content", "outdated"))


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """Let the templates ask for the policy of a page that lies so deep."""

    @lru_cache
    def of(base_url: str) -> str:
        return policy(env.get_template(name).render(config=config, base_url=base_url) for name in SCRIPTS)

    env.globals["policy"] = of
    return env
