#include "tapeless/network/dense.hpp"

#include <boost/test/unit_test.hpp>

#include "network/naive.hpp"
#include "tapeless/network.hpp"
#include "tapeless/tapeless.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using namespace tapeless::layers;
using numbers = std::vector<double>;

namespace {

constexpr auto n = axis<"n">;
constexpr auto a = axis<"a", 3>;
constexpr auto b = axis<"b", 4>;
constexpr auto x = input<"x">(n, a, b);

// y[i][o] = bias[o] + sum over k of x[i][k] kernel[k][o], and the derivatives of sum(g y).
struct product {
  numbers y, dx, d_kernel, d_bias;

  product(std::size_t rows, std::size_t ins, std::size_t outs, const numbers& of,
          const numbers& kernel, const numbers& bias, const numbers& g)
      : y(rows * outs), dx(rows * ins), d_kernel(ins * outs), d_bias(outs) {
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t o = 0; o < outs; ++o) {
        y[i * outs + o] = bias[o];
        d_bias[o] += g[i * outs + o];
        for (std::size_t k = 0; k < ins; ++k) {
          y[i * outs + o] += of[i * ins + k] * kernel[k * outs + o];
          dx[i * ins + k] += g[i * outs + o] * kernel[k * outs + o];
          d_kernel[k * outs + o] += g[i * outs + o] * of[i * ins + k];
        }
      }
  }
};

// Rows that one product sees, with so many numbers each.
template <class Net, class G>
void check(Net net, G g, std::size_t rows, std::size_t ins) {
  constexpr auto kernel = part<"d.kernel">(Net{});
  constexpr auto bias = part<"d.bias">(Net{});
  constexpr auto fit = gradient(sum(Net::formula * G{}), wrt(x, kernel, bias, G{}));
  const std::size_t outs = static_cast<std::size_t>(last_axis(net).info.extent);
  const numbers data = tt::some_numbers(rows * ins, 1), weights = tt::some_numbers(ins * outs, 2),
                offset = tt::some_numbers(outs, 3), back = tt::some_numbers(rows * outs, 4);
  const product expected(rows, ins, outs, data, weights, offset, back);
  const auto r = fit(x = data, kernel = weights, bias = offset, g = back);
  BOOST_TEST(tt::largest_difference(r[g], expected.y) < 1e-13);
  BOOST_TEST(tt::largest_difference(r[x], expected.dx) < 1e-13);
  BOOST_TEST(tt::largest_difference(r[kernel], expected.d_kernel) < 1e-13);
  BOOST_TEST(tt::largest_difference(r[bias], expected.d_bias) < 1e-13);
}

}  // namespace

BOOST_AUTO_TEST_CASE(along_the_channel) {
  constexpr auto y = features(x, a, b) | dense<"d", 5>;
  check(y, input<"g">(n, a, last_axis(y)), 2 * 3, 4);
}

// All of a sample, row-major.
BOOST_AUTO_TEST_CASE(after_flatten) {
  constexpr auto y = features(x, a, b) | flatten | dense<"d", 5>;
  static_assert(parameter_count(y) == 12 * 5 + 5);
  check(y, input<"g">(n, last_axis(y)), 2, 12);
}
