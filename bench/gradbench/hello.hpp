// hello: x x, and its derivative. GradBench's smallest eval, by which a tool says that it is there.
#pragma once

#include <tapeless/tapeless.hpp>

namespace gradbench::hello {

using namespace tapeless::names;

constexpr auto x = input<"x">;
constexpr auto squared = x * x;

}  // namespace gradbench::hello
