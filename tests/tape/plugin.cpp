// A plug-in with a copy of this library that hides its symbols. Where the host shares its own, the
// plug-in records what the host computes; where not (TAPELESS_APART), the host's numbers are
// refused.
#include <dlfcn.h>

#include "support/taped.hpp"

using namespace tapeless;
using number = active<double>;

namespace {

template <class F>
F* from_plugin(const char* name) {
  static void* const library = dlopen(TAPELESS_PLUGIN, RTLD_NOW | RTLD_LOCAL);
  BOOST_TEST_REQUIRE(library != nullptr);
  return reinterpret_cast<F*>(dlsym(library, name));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_model_in_a_plugin) {
  const auto model = from_plugin<void(const number&, number&)>("model");
  tape<double> t;
  const number x = t.input(3);
  number y;
#ifdef TAPELESS_APART
  BOOST_TEST(tests::complaint([&] {
               model(x, y);
             }).starts_with("tapeless: an active number is used where its tape does not record"));
#else
  model(x, y);
  BOOST_TEST(t.gradient(y)[0] == 6);
#endif
}

BOOST_AUTO_TEST_CASE(a_number_of_the_host_beside_a_tape_of_the_plugin) {
  const auto slope = from_plugin<double(const number&)>("slope_of_own_tape");
  tape<double> t;
  const number x = t.input(3);
  BOOST_TEST(tests::complaint([&] { slope(x); }) ==
             "tapeless: an active number of another tape is used, or of one that is gone");
  BOOST_TEST(slope(7) == 10);
}
