// From data to results: the one way that every call goes.
#pragma once

#include <tuple>

#include "tapeless/front/evaluation.hpp"

namespace tapeless::front {

// Output 0 of a program is the value; the others follow in the order of wrt().
template <int Output, class Results>
constexpr auto& output_in(Results& results) {
  if constexpr (requires { results.template get<Output>(); }) return results.template get<Output>();
  else return std::get<Output>(results);
}

// Computes all outputs of a program where the caller wants them: a copy would wait for their parts
// to be written.
template <class P, class T, class Results, class... Given>
constexpr void compute_into(Results& results, const Given&... given) {
  compiled_call<P, T> call;
  evaluation<P, T, compiled_call<P, T>, Given...> e(call);
  (e.take(given), ...);
  e.resolve(given...);
  [&]<int... Output>(std::integer_sequence<int, Output...>) {
    (e.template place<Output>(output_in<Output>(results)), ...);
    e.run(given...);
    (e.template copy_out<Output>(output_in<Output>(results), given...), ...);
  }
  (std::make_integer_sequence<int, P::graph.output_count>{});
}

// The outputs as a std::tuple, each in what it is kept in.
template <class P, class T, class... Given>
constexpr auto outputs(const Given&... given) {
  return [&]<int... Output>(std::integer_sequence<int, Output...>) {
    std::tuple<kept<P, T, Output, Given...>...> results{};
    compute_into<P, T>(results, given...);
    return results;
  }
  (std::make_integer_sequence<int, P::graph.output_count>{});
}

}  // namespace tapeless::front
