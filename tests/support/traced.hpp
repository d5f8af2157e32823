// A formula's graph, fresh from the tracer, and graphs as text that begins on a line of its own.
#pragma once

#include <string>

#include "tapeless/ir/print.hpp"
#include "tapeless/ir/trace.hpp"

namespace tapeless::tests {

template <class Formula, class... Wanted>
ir::graph traced(Formula, Wanted...) {
  return ir::tracer(&Formula::term, {&Wanted::info...}).result();
}

template <class Formula, class... Wanted>
constexpr ir::problem problem_in(Formula, Wanted...) {
  return ir::tracer(&Formula::term, {&Wanted::info...}).found();
}

inline std::string text(const ir::graph& g) { return "\n" + ir::print(g); }

}  // namespace tapeless::tests
