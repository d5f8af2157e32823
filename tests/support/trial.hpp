// One formula on random data, computed three ways: by the emitted code, by ir::evaluator on the
// final graph, and by ir::evaluator on the traced graph, in long double, with finite differences
// for the gradient. The last one sees no pass but expand, without which means cannot be evaluated.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "near.hpp"
#include "random.hpp"
#include "tapeless/tapeless.hpp"

namespace tapeless::tests {

using std::ptrdiff_t;
using extents_by_name = std::vector<std::pair<std::string_view, ptrdiff_t>>;

template <class T>
using tensors = std::vector<std::vector<T>>;

// How near the emitted code must come to the evaluator, and both to the derivative.
struct tolerances {
  long double evaluated;
  long double differences;
};
template <class T>
inline constexpr tolerances usual{1e-13L, 1e-9L};
template <>
inline constexpr tolerances usual<float>{2e-5L, 2e-4L};

// All of a trial but the emitted code: no part of it is compiled again for each formula (it is in
// trial.cpp).
template <class T>
class slow_trial {
 public:
  slow_trial(ir::graph compiled, const ir::graph& traced, const extents_by_name& given,
             interval range, std::uint32_t seed);

  tensors<T> evaluated() const;

  // One element of a gradient, of a Jacobian (the value's axes, then the input's), or of the value.
  long double exact(int output, std::size_t element, long double step = 2e-4L) const;

  // Every output of the emitted code; of a long gradient only some elements.
  void check(const tensors<T>& emitted, tolerances t) const;

  tensors<T> room() const;

  ir::graph graph;
  ir::graph traced;
  std::vector<ptrdiff_t> extent;
  tensors<T> input;
  std::vector<std::vector<std::int32_t>> whole;  // of inputs that hold whole numbers
  std::vector<const std::int32_t*> at_whole;

 private:
  ptrdiff_t extent_of(const ir::axis& a, const extents_by_name& given) const;
  // Those below the limit that is given under the input's name.
  std::vector<std::int32_t> whole_numbers(random_numbers& random, const ir::input& of,
                                          const extents_by_name& given) const;
  void derive(int axis);
  std::size_t size_of(const ir::index_list& axes) const;
  template <class N>
  tensors<N> evaluate(const ir::graph& g, const tensors<N>& data) const;
  std::vector<long double> value(const tensors<long double>& data) const;
  std::string place(int output, std::size_t element) const;
  std::string description() const;
};
extern template class slow_trial<double>;
extern template class slow_trial<float>;

template <class Fit>
struct parts;
template <class Formula, class... Wanted>
struct parts<compiled<Formula, Wanted...>> {
  static ir::graph traced() { return ir::tracer(&Formula::term, {&Wanted::info...}).result(); }
};
template <class Formula, class... Wanted>
struct parts<compiled_jacobian<Formula, Wanted...>> {
  static ir::graph traced() {
    return ir::tracer(&Formula::term, {&Wanted::info...}, false).result();
  }
};

template <class Fit, class T>
class trial : public slow_trial<T> {
 public:
  using program = typename Fit::program;

  trial(const extents_by_name& given, interval range, std::uint32_t seed = 1)
      : slow_trial<T>(program::graph.thaw(), parts<Fit>::traced(), given, range, seed) {}

  tensors<T> emitted(int threads = 1) {
    front::compiled_call<program, T> call;
    call.threads = threads;
    for (int i = 0; i < program::graph.input_count; ++i) {
      call.set_input(i, this->input[static_cast<std::size_t>(i)].data());
      if (program::graph.inputs[i].is_whole)
        call.whole[i] = this->at_whole[static_cast<std::size_t>(i)];
    }
    tensors<T> result = this->room();
    for (int o = 0; o < program::graph.output_count; ++o)
      call.set_output(o, result[static_cast<std::size_t>(o)].data());
    for (int a = 0; a < program::graph.axis_count; ++a)
      call.extents()[a] = this->extent[static_cast<std::size_t>(a)];
    call.run();
    return result;
  }

  void check(tolerances t = usual<T>) { slow_trial<T>::check(emitted(), t); }

  // And the number of threads changes no bit.
  void check_threads() {
    check();
    const tensors<T> alone = emitted(1);
    BOOST_TEST((emitted(2) == alone));
    BOOST_TEST((emitted(3) == alone));
  }
};

// Sizes around those of registers: where loops have tails.
template <class T>
std::vector<ptrdiff_t> telling_sizes() {
  constexpr ptrdiff_t w = machine::pack<T>::width;
  return {0, 1, w - 1, w, w + 1, 3 * w + 1, 5 * w + 2, 1000};
}

template <class Fit>
void check_both(Fit, const extents_by_name& given, interval range = {}) {
  trial<Fit, double>(given, range).check();
  trial<Fit, float>(given, range).check();
}

// A formula along one axis "n", of all sizes that tell.
template <class Fit>
void check_sizes(Fit, interval range = {}) {
  for (const ptrdiff_t size : telling_sizes<double>())
    trial<Fit, double>({{"n", size}}, range).check();
  for (const ptrdiff_t size : telling_sizes<float>())
    trial<Fit, float>({{"n", size}}, range).check();
}

}  // namespace tapeless::tests
