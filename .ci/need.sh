# Sourced by the run scripts.

# need PACKAGE...: installs with apt whatever of these Debian packages is missing.
need() {
  local missing=() as_root=() package
  for package in "$@"; do
    if [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) != installed ]]; then
      missing+=("$package")
    fi
  done
  if ((${#missing[@]} == 0)); then return; fi

  if ((EUID != 0)); then as_root=(sudo); fi
  if ! command -v apt-get >/dev/null || ! command -v "${as_root[@]:-true}" >/dev/null; then
    echo "needed, and not to be installed without apt and root: ${missing[*]}" >&2
    exit 1
  fi
  echo "== installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}"
}
