// The extents of derived axes that the compiler can know.
#pragma once

#include "tapeless/base/length.hpp"
#include "tapeless/expr/term.hpp"

namespace tapeless::expr {

// What stands in the term of a length; `number` for leaves.
constexpr base::length::kind kind_of_length(op::code code) {
  using kind = base::length::kind;
  if (code == op::code_of<op::add>) return kind::plus;
  if (code == op::code_of<op::sub>) return kind::minus;
  if (code == op::code_of<op::mul>) return kind::times;
  if (code == op::code_of<op::div>) return kind::over;
  if (code == op::code_of<op::min>) return kind::least;
  if (code == op::code_of<op::max>) return kind::greatest;
  return kind::number;
}

constexpr bool is_whole(double number) {
  constexpr double most = 1e15;
  return number >= -most && number <= most &&
         static_cast<double>(static_cast<std::int64_t>(number)) == number;
}

struct length_found {
  std::int64_t value = at_run_time;
  bool whole = true;  // false: it is no length
};

// The value of a length where all extents in it are declared.
constexpr length_found length_of(const term& t) {
  struct part {
    std::int64_t value;
    bool known, whole;
  };
  const auto look = [](auto& self, const term& of) -> part {
    if (of.code == op::constant)
      return is_whole(of.number) ? part{static_cast<std::int64_t>(of.number), true, true}
                                 : part{0, false, false};
    if (of.code == op::count) return {of.axes.axis[0]->extent, of.axes.axis[0]->extent >= 0, true};
    const base::length::kind is = kind_of_length(of.code);
    if (is == base::length::kind::number) return {0, false, false};
    const part a = self(self, *of.operand[0]), b = self(self, *of.operand[1]);
    return {base::combined(is, a.value, b.value), a.known && b.known, a.whole && b.whole};
  };
  const part z = look(look, t);
  return {z.known && z.whole ? (z.value < 0 ? 0 : z.value) : at_run_time, z.whole};
}

}  // namespace tapeless::expr
