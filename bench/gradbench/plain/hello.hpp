#pragma once

namespace gradbench::plain::hello {

constexpr double square(double x) { return x * x; }
constexpr double twice(double x) { return 2 * x; }

}  // namespace gradbench::plain::hello
