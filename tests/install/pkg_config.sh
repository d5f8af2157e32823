# pkg_config.sh COMPILER PKG_CONFIG PREFIX: builds a user's program with the printed flags; runs it.
set -eu
PKG_CONFIG_PATH=$3/share/pkgconfig
export PKG_CONFIG_PATH
"$1" -std=c++20 $("$2" --cflags tapeless) "$(dirname "$0")/user.cpp" -o pkg_config_user
./pkg_config_user
