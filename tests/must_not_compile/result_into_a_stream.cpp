// expect: tapeless: a result is not printed as it is
#include <iostream>
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
const std::vector<double> v(3);

#ifdef MISTAKE
void show() { std::cout << gradient(sum(x), wrt(x))(x = v); }
#else
void show() { std::cout << gradient(sum(x), wrt(x))(x = v).value; }
#endif
