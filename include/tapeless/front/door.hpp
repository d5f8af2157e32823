// What all objects that are called with data do first.
#pragma once

#include "tapeless/front/call_sentences.hpp"
#include "tapeless/front/compute.hpp"

namespace tapeless::front {

// A call of Self: bindings that are given together are taken apart, the call is checked, and
// Self::compute<T>(given...) gets the number type.
template <class Self, class Program>
class door {
 public:
  using program = Program;

  // input = data for every input, or parameters() that hold several; and, if wished, axis = extent,
  // out(input) = memory, threads(n). Throws tapeless::error, before anything is computed, when
  // sizes do not fit.
  template <class... Given>
  constexpr auto operator()(const Given&... given) const {
    using sentence = sentence_about_call<Program, Given...>;
    if constexpr (!std::is_void_v<sentence>) {
      if constexpr ((is_active<Given> || ...)) return sentence::instead(refused{});
      else
        return sentence::instead(Self::template nothing<typename number<Given...>::type>(given...));
    } else if constexpr ((bundle<Given> || ...)) {
      return std::apply([this](const auto&... each) { return (*this)(each...); },
                        std::tuple_cat(unbundled<Program>(given)...));
    } else if constexpr ((unsettled<Given> || ...)) {
      return [this](const auto&... each) {
        return (*this)(each.given()...);
      }(settled_given<Given>{given}...);
    } else if constexpr ((is_active<Given> || ...)) {
      return record_call(static_cast<const Self&>(*this), given...);
    } else {
      return Self::template compute<typename number<Given...>::type>(given...);
    }
  }

  // A mistake with a sentence.
  template <class Input>
  constexpr auto operator[](Input) const {
    static_assert(!std::is_same_v<Input, Input>,
                  "tapeless: a derivative is in the result of a call: g(x = data)[x]");
    return expr::nothing{};
  }
};

// What gradient(), function(), jacobian() and gauss_newton() return.
template <class Compiled>
concept compiled_formula = requires {
  typename Compiled::program;
};

// (A compiled formula has another: bridge/door.hpp.)
template <class Self, class Program, class... Given>
refused record_call(const door<Self, Program>&, const Given&...) {
  static_assert(sizeof(Self) == 0,
                "tapeless: only gradients and functions can be called with active numbers");
  return {};
}

}  // namespace tapeless::front
