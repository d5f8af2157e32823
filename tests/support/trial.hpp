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

#include "finite_difference.hpp"
#include "near.hpp"
#include "random.hpp"
#include "tapeless/ir/print.hpp"
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
class trial {
 public:
  using program = typename Fit::program;

  trial(const extents_by_name& given, interval range, std::uint32_t seed = 1)
      : graph(program::graph.thaw()), traced(pass::expand(parts<Fit>::traced())) {
    for (const ir::axis& a : graph.axes) extent.push_back(extent_of(a, given));
    extent.push_back(0);
    random_numbers random(seed);
    for (const ir::input& i : graph.inputs)
      input.push_back(random.tensor<T>(size_of(i.axes), range));
  }

  tensors<T> emitted(int threads = 1) {
    front::emitted_call<program, T> call;
    call.threads = threads;
    for (int i = 0; i < graph.inputs.size(); ++i)
      call.set_input(i, input[static_cast<std::size_t>(i)].data());
    tensors<T> result = room<T>();
    for (int o = 0; o < graph.outputs.size(); ++o)
      call.set_output(o, result[static_cast<std::size_t>(o)].data());
    for (int a = 0; a < graph.axes.size(); ++a)
      call.extents()[a] = extent[static_cast<std::size_t>(a)];
    call.run();
    return result;
  }

  tensors<T> evaluated() const { return evaluate<T>(graph, input); }

  // One element of a gradient, of a Jacobian (the value's axes, then the input's), or of the value.
  long double exact(int output, std::size_t element, long double step = 2e-4L) const {
    tensors<long double> data;
    for (const std::vector<T>& tensor : input) data.emplace_back(tensor.begin(), tensor.end());
    const int by = graph.outputs[output].input;
    if (by < 0) return value(data)[element];
    const std::size_t columns = data[static_cast<std::size_t>(by)].size();
    long double& x = data[static_cast<std::size_t>(by)][element % columns];
    return finite_difference(
        [&](long double moved) { return x = moved, value(data)[element / columns]; }, x, step);
  }

  // Every output, all three ways; of a long gradient only some elements.
  void check(tolerances t = usual<T>) {
    BOOST_TEST_CONTEXT(description()) {
      const tensors<T> fast = emitted(), slow = evaluated();
      for (int o = 0; o < graph.outputs.size(); ++o) {
        const std::vector<T>& z = fast[static_cast<std::size_t>(o)];
        const std::vector<T>& s = slow[static_cast<std::size_t>(o)];
        const long double scale = scale_of(s);
        const std::size_t step = z.size() < 24 ? 1 : z.size() / 8;
        for (std::size_t i = 0; i < z.size(); ++i) {
          if (!near(z[i], s[i], t.evaluated, scale))
            BOOST_ERROR(place(o, i) << " is emitted as " << z[i] << ", evaluated as " << s[i]
                                    << ", apart by " << z[i] - s[i]);
          if (i % step != 0 && i + 1 != z.size()) continue;
          const long double e = exact(o, i);
          if (!near(e, exact(o, i, 1e-4L), t.differences, scale))
            continue;  // a kink is within the step
          if (!near(z[i], e, t.differences, scale))
            BOOST_ERROR(place(o, i) << " is " << z[i] << ", the finite difference " << e
                                    << ", apart by " << z[i] - e);
        }
        BOOST_TEST(true);
      }
    }
  }

  ir::graph graph;
  ir::graph traced;
  std::vector<ptrdiff_t> extent;
  tensors<T> input;

 private:
  ptrdiff_t extent_of(const ir::axis& a, const extents_by_name& given) const {
    if (a.extent >= 0) return a.extent;
    const std::string_view name = a.original < 0 ? a.name : graph.axes[a.original].name;
    for (const auto& [axis, e] : given)
      if (axis == name) return e;
    throw std::logic_error("no extent for an axis");
  }
  std::size_t size_of(const ir::index_list& axes) const {
    ptrdiff_t size = 1;
    for (int d = 0; d < axes.size; ++d) size *= extent[static_cast<std::size_t>(axes[d])];
    return static_cast<std::size_t>(size);
  }
  template <class N>
  tensors<N> room() const {
    tensors<N> result;
    for (const ir::output& o : graph.outputs) result.emplace_back(size_of(o.axes), N(-77));
    return result;
  }
  template <class N>
  tensors<N> evaluate(const ir::graph& g, const tensors<N>& data) const {
    std::vector<const N*> pointers;
    for (const auto& tensor : data) pointers.push_back(tensor.data());
    const ir::evaluator<N> values(g, pointers.data(), extent.data());
    tensors<N> result = room<N>();
    for (int o = 0; o < g.outputs.size(); ++o)
      if (g.outputs[o].node >= 0)
        values.write(g.outputs[o], result[static_cast<std::size_t>(o)].data());
    return result;
  }
  std::vector<long double> value(const tensors<long double>& data) const {
    return evaluate<long double>(traced, data)[0];
  }
  std::string place(int output, std::size_t element) const {
    return name_of(graph, graph.outputs[output]) + "[" + std::to_string(element) + "]";
  }
  std::string description() const {
    std::string text = sizeof(T) == 4 ? "float" : "double";
    for (int a = 0; a < graph.axes.size(); ++a)
      text += ", " + std::string(graph.axes[a].name) + " = " +
              std::to_string(extent[static_cast<std::size_t>(a)]);
    return text + "\n" + ir::print(traced);
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
