// The first step allocates what an optimizer remembers, the second nothing.
#include "tapeless/optimize/steps/memory.hpp"

#include <cstdlib>
#include <new>

#include "../golden.hpp"

namespace {

int allocations = 0;

void* counted(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

using namespace tapeless;
using namespace tapeless::tests;

BOOST_AUTO_TEST_CASE(the_counter_counts) {
  const int before = allocations;
  ::operator delete(::operator new(4));  // a new-expression may be left out by the compiler
  BOOST_TEST(allocations == before + 1);
}

BOOST_AUTO_TEST_CASE(the_second_step_allocates_nothing) {
  constexpr auto tensor = input<"tensor">(n);
  with_every_optimizer([&](auto opt) {
    auto theta = parameters(p = 10.0, tensor = zeros(1000));
    const auto r = result_of<double>(tensor, std::vector<double>(1000, 1));
    opt.step(theta, r);
    const int before = allocations;
    opt.step(theta, r);
    BOOST_TEST(allocations == before, opt.name);
  });
}

BOOST_AUTO_TEST_CASE(a_training_loop_allocates_nothing) {
  const std::vector<double> h(150, 70), w(150, 180);
  auto theta = parameters(slope = 6.0, intercept = -200.0);
  adam opt{.learning_rate = 0.1};
  const auto step = [&] { opt.step(theta, fit_line(theta, height = h, weight = w)); };
  step();
  const int before = allocations;
  for (int i = 0; i < 10; ++i) step();
  BOOST_TEST(allocations == before);
}

BOOST_AUTO_TEST_CASE(only_what_moves_is_remembered) {
  constexpr auto tensor = input<"tensor">(n);
  auto theta = parameters(p = 10.0, tensor = zeros(1000));
  adam opt;
  opt.step(theta, fit_parabola(p = theta[p]));
  optimizing::history* const past = opt.memory.find(theta.identity().mark());
  BOOST_REQUIRE(past != nullptr);
  BOOST_TEST(past->records.size() == 1U);
  BOOST_TEST(past->find(decltype(tensor)::info) == nullptr);
}

BOOST_AUTO_TEST_CASE(what_is_gone_is_forgotten) {
  adam opt;
  auto stays = parameters(p = 10.0);
  opt.step(stays, fit_parabola(stays));
  for (int i = 0; i < 10; ++i) {
    auto theta = parameters(p = 10.0);
    opt.step(theta, fit_parabola(theta));
  }
  BOOST_TEST(opt.memory.histories.size() == 2U);
  BOOST_TEST(opt.memory.find(stays.identity().mark())->steps == 1);
}
