// What is made of each row of operations.hpp, to be found by the row's name.
#pragma once

#include <map>
#include <string>

#include "support/operations.hpp"

namespace tapeless::tests {

template <class... Row, class Make>
auto by_name(const std::tuple<Row...>& rows, const Make& make) {
  std::map<std::string, std::common_type_t<decltype(make(std::declval<const Row&>()))...>> all;
  each_of(rows, [&](const auto& row) { all[row.name] = make(row); });
  return all;
}

}  // namespace tapeless::tests
