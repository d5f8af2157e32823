#include "tapeless/network/attention.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "network/naive.hpp"
#include "support/trial.hpp"
#include "tapeless/network.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using namespace tapeless::layers;
using numbers = std::vector<double>;

namespace {

constexpr std::size_t steps = 5, width = 6, heads = 2, size = width / heads;
constexpr auto n = axis<"n">;
constexpr auto t = axis<"t", steps>;
constexpr auto d = axis<"d", width>;
constexpr auto x = input<"x">(n, t, d);
constexpr auto w = input<"w">(n, t, d);

numbers projected(const numbers& of, const numbers& kernel, const numbers& bias) {
  numbers all(of.size());
  for (std::size_t i = 0; i < of.size() / width; ++i)
    for (std::size_t o = 0; o < width; ++o) {
      all[i * width + o] = bias[o];
      for (std::size_t k = 0; k < width; ++k)
        all[i * width + o] += of[i * width + k] * kernel[k * width + o];
    }
  return all;
}

// What step i gets of the values, in the head h.
void mix(const numbers& query, const numbers& key, const numbers& value, std::size_t i,
         std::size_t h, std::size_t seen, numbers& out) {
  numbers weight(seen);
  double total = 0;
  for (std::size_t s = 0; s < seen; ++s) {
    double score = 0;
    for (std::size_t k = h * size; k < (h + 1) * size; ++k)
      score += query[i * width + k] * key[s * width + k];
    total += weight[s] = std::exp(score / std::sqrt(double(size)));
  }
  for (std::size_t s = 0; s < seen; ++s)
    for (std::size_t k = h * size; k < (h + 1) * size; ++k)
      out[i * width + k] += weight[s] / total * value[s * width + k];
}

template <class Layer>
void check(Layer, bool sees_all) {
  constexpr auto y = features(x, t, d) | Layer{};
  static_assert(parameter_count(y) == 4 * (width * width + width));
  constexpr auto q = part<"a.query.kernel">(y);
  constexpr auto k = part<"a.key.kernel">(y);
  constexpr auto q0 = part<"a.query.bias">(y);
  constexpr auto k0 = part<"a.key.bias">(y);
  constexpr auto v = part<"a.value.kernel">(y);
  constexpr auto v0 = part<"a.value.bias">(y);
  constexpr auto o0 = part<"a.out.bias">(y);
  constexpr auto o = part<"a.out.kernel">(y);

  numbers tensor[9];
  for (int i = 0; i < 9; ++i)
    tensor[i] = tt::some_numbers(i == 0 ? steps * width : i % 2 == 1 ? width * width : width, i);
  const numbers query = projected(tensor[0], tensor[1], tensor[2]),
                key = projected(tensor[0], tensor[3], tensor[4]),
                value = projected(tensor[0], tensor[5], tensor[6]);
  numbers mixed(steps * width);
  for (std::size_t i = 0; i < steps; ++i)
    for (std::size_t h = 0; h < heads; ++h)
      mix(query, key, value, i, h, sees_all ? steps : i + 1, mixed);
  const auto r = function(y.formula)(x = tensor[0], q = tensor[1], q0 = tensor[2], k = tensor[3],
                                     k0 = tensor[4], v = tensor[5], v0 = tensor[6], o = tensor[7],
                                     o0 = tensor[8]);
  BOOST_TEST(tt::largest_difference(r, projected(mixed, tensor[7], tensor[8])) < 1e-12);
  tt::check_both(gradient(sum(w * y.formula), wrt(x, q, k, v, o, q0, o0)), {{"n", 2}}, {-1, 1});
}

}  // namespace

BOOST_AUTO_TEST_CASE(to_everything) { check(attention<"a", heads>, true); }
BOOST_AUTO_TEST_CASE(to_what_was) { check(attention<"a", heads, causal>, false); }
