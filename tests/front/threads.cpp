// The same bits for any number of threads. (Without OpenMP the chunks run one after the other: then
// this tests little.)
#include "../support/random.hpp"
#include "tapeless/tapeless.hpp"

#include <bit>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <vector>

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 5>;
constexpr auto x = input<"x">(n);
constexpr auto m = input<"m">(n, k);
constexpr auto w = input<"w">(k);
constexpr auto a = input<"a">;

template <class T>
using bits_of = std::conditional_t<sizeof(T) == 8, std::uint64_t, std::uint32_t>;

template <class T>
void append(std::vector<bits_of<T>>& bits, const auto& result) {
  if constexpr (std::is_same_v<decltype(result), const T&>)
    bits.push_back(std::bit_cast<bits_of<T>>(result));
  else
    for (const T& number : result) bits.push_back(std::bit_cast<bits_of<T>>(number));
}

template <class T>
void check(std::size_t size) {
  constexpr auto fit = gradient(
      mean(sin(a * x) * sum(m * w, k)) + logsumexp(x) + max(x) + sum(square(sum(m * x, n))),
      wrt(a, x, m, w));
  tests::random_numbers random;
  const auto data = random.tensor<T>(size), table = random.tensor<T>(5 * size),
             weights = random.tensor<T>(5);
  const auto bits_with = [&](int number) {
    const auto r = fit(a = T(0.5), x = data, m = table, w = weights, threads(number));
    std::vector<bits_of<T>> bits;
    append<T>(bits, r.value);
    append<T>(bits, r[a]);
    append<T>(bits, r[x]);
    append<T>(bits, r[m]);
    append<T>(bits, r[w]);
    return bits;
  };
  const auto alone = bits_with(1);
  for (const int number : {1, 2, 3, 7})
    BOOST_TEST((bits_with(number) == alone), number << " threads, " << size << " values");
}

}  // namespace

BOOST_AUTO_TEST_CASE(in_double) {
  for (const std::size_t size : {1U, 7U, 63U, 64U, 65U, 1000U, 4096U, 33333U, 200001U})
    check<double>(size);
}
BOOST_AUTO_TEST_CASE(in_float) {
  for (const std::size_t size : {1U, 7U, 63U, 64U, 65U, 1000U, 4096U, 33333U, 200001U})
    check<float>(size);
}
