// Random formulas of tensors, another eight.
#include "support/fuzz_tensors.hpp"

using namespace tapeless;

BOOST_AUTO_TEST_CASE(formulas_of_tensors) {
  tests::tensors::check_seeds<108>(std::make_integer_sequence<std::uint64_t, 8>{});
}
