// expect: tapeless: an input of whole numbers has no derivative; leave it out of wrt()
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto row = axis<"row">;
constexpr auto which = input<"which", whole>(n);
constexpr auto list = input<"list">(row);
#ifdef MISTAKE
constexpr auto fit = gradient(sum(list(which)), wrt(list, which));
#else
constexpr auto fit = gradient(sum(list(which)), wrt(list));
#endif
