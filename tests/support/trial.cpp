#include "trial.hpp"

#include <stdexcept>

#include "finite_difference.hpp"
#include "tapeless/ir/print.hpp"

namespace tapeless::tests {

template <class T>
slow_trial<T>::slow_trial(ir::graph compiled, const ir::graph& as_traced,
                          const extents_by_name& given, interval range, std::uint32_t seed)
    : graph(std::move(compiled)), traced(pass::expand(as_traced)) {
  for (const ir::axis& a : graph.axes) extent.push_back(extent_of(a, given));
  for (int a = 0; a < graph.axes.size(); ++a) derive(a);
  extent.push_back(0);
  random_numbers random(seed);
  for (const ir::input& i : graph.inputs) {
    input.push_back(random.tensor<T>(i.is_whole ? 0 : size_of(i.axes), range));
    whole.emplace_back();
    if (i.is_whole) whole.back() = whole_numbers(random, i, given);
    at_whole.push_back(whole.back().data());
  }
}

template <class T>
std::vector<std::int32_t> slow_trial<T>::whole_numbers(random_numbers& random, const ir::input& of,
                                                       const extents_by_name& given) const {
  ptrdiff_t limit = 1;
  for (const auto& [name, e] : given)
    if (name == of.name) limit = e;
  std::vector<std::int32_t> all;
  for (const double x : random.tensor<double>(size_of(of.axes), {0, static_cast<double>(limit)}))
    all.push_back(static_cast<std::int32_t>(std::min(x, static_cast<double>(limit - 1))));
  return all;
}

template <class T>
tensors<T> slow_trial<T>::evaluated() const {
  return evaluate<T>(graph, input);
}

template <class T>
long double slow_trial<T>::exact(int output, std::size_t element, long double step) const {
  tensors<long double> data;
  for (const std::vector<T>& tensor : input) data.emplace_back(tensor.begin(), tensor.end());
  const int by = graph.outputs[output].input;
  if (by < 0) return value(data)[element];
  const std::size_t columns = data[static_cast<std::size_t>(by)].size();
  long double& x = data[static_cast<std::size_t>(by)][element % columns];
  return finite_difference(
      [&](long double moved) { return x = moved, value(data)[element / columns]; }, x, step);
}

template <class T>
void slow_trial<T>::check(const tensors<T>& fast, tolerances t) const {
  BOOST_TEST_CONTEXT(description()) {
    const tensors<T> slow = evaluated();
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

template <class T>
ptrdiff_t slow_trial<T>::extent_of(const ir::axis& a, const extents_by_name& given) const {
  if (a.extent >= 0) return a.extent;
  if (a.length >= 0 || (a.original >= 0 && graph.axes[a.original].length >= 0)) return -1;
  const std::string_view name = a.original < 0 ? a.name : graph.axes[a.original].name;
  for (const auto& [axis, e] : given)
    if (axis == name) return e;
  throw std::logic_error("no extent for an axis");
}

template <class T>
void slow_trial<T>::derive(int axis) {
  const int original = original_of(graph, axis);
  ptrdiff_t& e = extent[static_cast<std::size_t>(axis)];
  if (e >= 0 || graph.axes[original].length < 0) return;
  e = base::value_of(graph.lengths.data(), graph.axes[original].length,
                     [&](int a) { return extent[static_cast<std::size_t>(a)]; });
}

template <class T>
std::size_t slow_trial<T>::size_of(const ir::index_list& axes) const {
  ptrdiff_t size = 1;
  for (int d = 0; d < axes.size; ++d) size *= extent[static_cast<std::size_t>(axes[d])];
  return static_cast<std::size_t>(size);
}

template <class T>
tensors<T> slow_trial<T>::room() const {
  tensors<T> result;
  for (const ir::output& o : graph.outputs) result.emplace_back(size_of(o.axes), T(-77));
  return result;
}

template <class T>
template <class N>
tensors<N> slow_trial<T>::evaluate(const ir::graph& g, const tensors<N>& data) const {
  std::vector<const N*> pointers;
  for (const auto& tensor : data) pointers.push_back(tensor.data());
  const ir::evaluator<N> values(g, pointers.data(), extent.data(), at_whole.data());
  tensors<N> result;
  for (const ir::output& o : graph.outputs) result.emplace_back(size_of(o.axes), N(-77));
  for (int o = 0; o < g.outputs.size(); ++o)
    if (g.outputs[o].node >= 0)
      values.write(g.outputs[o], result[static_cast<std::size_t>(o)].data());
  return result;
}

template <class T>
std::vector<long double> slow_trial<T>::value(const tensors<long double>& data) const {
  return evaluate<long double>(traced, data)[0];
}

template <class T>
std::string slow_trial<T>::place(int output, std::size_t element) const {
  return name_of(graph, output) + "[" + std::to_string(element) + "]";
}

template <class T>
std::string slow_trial<T>::description() const {
  std::string text = sizeof(T) == 4 ? "float" : "double";
  for (int a = 0; a < graph.axes.size(); ++a)
    text += ", " + std::string(graph.axes[a].name) + " = " +
            std::to_string(extent[static_cast<std::size_t>(a)]);
  return text + "\n" + ir::print(traced);
}

template class slow_trial<double>;
template class slow_trial<float>;

}  // namespace tapeless::tests
