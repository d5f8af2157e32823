// Complex active numbers and duals behave as std::complex<double> does, and what is analytic obeys
// the equations of Cauchy and Riemann: z' by the real part is z' by the imaginary part, over i.
#include "tapeless/interop/complex.hpp"

#include <boost/test/unit_test.hpp>

#include "support/near.hpp"

using namespace tapeless;
using namespace std::complex_literals;

namespace {

using plain = std::complex<double>;

constexpr double real_part = 0.3, imaginary_part = 0.7;

void check_same(const char* what, plain result, plain right) {
  BOOST_TEST(std::abs(result - right) <= 1e-14 * std::abs(right),
             what << " is " << result << ", not " << right);
}

// f(z) and its derivative, by both parts and by a difference.
template <class F>
void check(const char* what, const F& f) {
  const plain at(real_part, imaginary_part), h(1e-5, 0);
  const plain slope = (f(at + h) - f(at - h)) / (2.0 * h);

  tape<double> t;
  const active<double> x = t.input(real_part), y = t.input(imaginary_part);
  const std::complex<active<double>> z(x, y);
  const std::complex<active<double>> w = f(z);
  const active<double> re = w.real(), im = w.imag();
  check_same(what, {re.value(), im.value()}, f(at));
  const std::vector<double> of_re = t.gradient(re), of_im = t.gradient(im);
  const plain by_real(of_re[0], of_im[0]), by_imaginary(of_re[1], of_im[1]);
  check_same(what, by_imaginary, by_real * 1i);
  BOOST_TEST(std::abs(by_real - slope) <= 1e-8 * (1 + std::abs(slope)),
             "slope of " << what << " is " << by_real << ", not " << slope);

  using number = dual<double, 2>;
  const std::complex<number> u(number(real_part, 0), number(imaginary_part, 1));
  const std::complex<number> v = f(u);
  check_same(what, {v.real().value(), v.imag().value()}, f(at));
  check_same(what, {v.real().derivative(0), v.imag().derivative(0)}, by_real);
  check_same(what, {v.real().derivative(1), v.imag().derivative(1)}, by_imaginary);
}

}  // namespace

#define CHECK(f) check(#f, [](const auto& z) { return std::decay_t<decltype(z)>(f); })

BOOST_AUTO_TEST_CASE(arithmetic) {
  CHECK(z * z + z / (z * z) - -z);
  CHECK(2.0 * z);
  CHECK(z * 2.0 + 1.0);
  CHECK(1.0 - z);
  CHECK(1.0 + z - 2.0);
  CHECK(1.0 / z + z / 3.0);
}

BOOST_AUTO_TEST_CASE(functions) {
  CHECK(exp(z));
  CHECK(std::exp(z) * log(z));
  CHECK(sqrt(z) * log10(z));
  CHECK(sin(z) + cos(z) * tan(z));
  CHECK(sinh(z) + cosh(z) * tanh(z));
  CHECK(asin(z) + acos(z) * atan(z));
  CHECK(asinh(z) + acosh(z) * atanh(z));
}

BOOST_AUTO_TEST_CASE(powers) {
  CHECK(pow(z, z));
  CHECK(pow(z, 2));
  CHECK(pow(z, -3));
  CHECK(pow(z, 2.5));
  CHECK(pow(2.0, z));
  CHECK(pow(z, typename std::decay_t<decltype(z)>::value_type(2.5)));
  CHECK(pow(typename std::decay_t<decltype(z)>::value_type(2.5), z));
  using number = dual<double, 1>;
  BOOST_TEST(pow(std::complex<number>(number(0, 0)), 2).real().derivative(0) == 0);
}

// Whole numbers, too, which <complex> refuses beside double.
BOOST_AUTO_TEST_CASE(whole_numbers) {
  tape<double> t;
  const std::complex<active<double>> z(t.input(3), t.input(4));
  const std::complex<active<double>> w = (2 * z + 1) / 2;
  BOOST_TEST(w.real().value() == 3.5);
  BOOST_TEST(w.imag().value() == 4);
}

// What is real of a complex number, and what is not analytic.
BOOST_AUTO_TEST_CASE(parts) {
  tape<double> t;
  const active<double> x = t.input(3), y = t.input(4);
  const std::complex<active<double>> z(x, y);
  const active<double> size = abs(z), angle = arg(z), square = norm(z);
  BOOST_TEST(size.value() == 5);
  BOOST_TEST(tests::near(t.gradient(size)[0], 0.6, 1e-15L));
  BOOST_TEST(tests::near(t.gradient(size)[1], 0.8, 1e-15L));
  BOOST_TEST(tests::near(angle.value(), std::atan2(4, 3), 1e-15L));
  BOOST_TEST(tests::near(t.gradient(angle)[0], -4. / 25, 1e-15L));
  BOOST_TEST(tests::near(t.gradient(angle)[1], 3. / 25, 1e-15L));
  BOOST_TEST(t.gradient(square) == (std::vector<double>{6, 8}));
  const std::complex<active<double>> back = std::polar(size, angle), twin = conj(z);
  BOOST_TEST(tests::near(back.real().value(), 3, 1e-15L));
  BOOST_TEST(tests::near(t.gradient(active<double>(back.imag()))[1], 1, 1e-15L));
  BOOST_TEST(t.gradient(active<double>(twin.imag()))[1] == -1);
}
