#include "hello.hpp"

#include "plain/hello.hpp"
#include "program.hpp"

using namespace gradbench;
using namespace gradbench::hello;

namespace {

constexpr auto value = function(squared);
constexpr auto derivative = gradient(squared, wrt(x));

template <auto F>
void by(const json& input) {
  const double at = input.is_object() ? input.at("x").get<double>() : input.get<double>();
  measure(json::object(), [&] { return F(at); });
}

}  // namespace

int main(int count, char** arguments) {
  return run(count, arguments,
             {{"square", by<[](double at) -> double { return value(x = at); }>},
              {"double", by<[](double at) -> double { return derivative(x = at)[x]; }>},
              {"plain_square", by<plain::hello::square>},
              {"plain_double", by<plain::hello::twice>}});
}
