// Parameters in a file that NumPy reads and writes: an .npz is a .zip with one .npy for each input,
// under its name. Link with zlib (-lz).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tapeless/base/cpp20.hpp"
#include "tapeless/interop/file.hpp"
#include "tapeless/interop/npy.hpp"
#include "tapeless/interop/zip.hpp"
#include "tapeless/optimize/parameters.hpp"
#include "tapeless/optimize/vectors.hpp"

namespace tapeless {

namespace interop {

inline std::string member_name(std::string_view input) { return std::string(input) + ".npy"; }

inline auto is_called(std::string name) {
  return [name = std::move(name)](const zip_member& m) { return m.name == name; };
}

// A file in memory; every sentence of load() about it.
class npz_reader {
 public:
  explicit npz_reader(const std::string& path)
      : subject_("load: " + in_quotes(path)),
        file_(read_file(path)),
        members_(zip_reader(file_, subject_).members()) {}

  void check_names(const std::vector<std::string_view>& inputs) const {
    for (const std::string_view input : inputs)
      if (times(member_name(input)) != 1)
        base::fail(subject_ + " must have parameter " + in_quotes(input) + " once, and has it " +
                   std::to_string(times(member_name(input))) + " times");
    for (const zip_member& m : members_)
      if (std::none_of(inputs.begin(), inputs.end(),
                       [&](auto input) { return member_name(input) == m.name; }))
        base::fail(subject_ + " has " + in_quotes(m.name) + ", which is not one of the parameters");
  }

  // The bytes of an input's numbers. What NumPy says of them must be as expected.
  std::string_view numbers(std::string_view input, const std::string& expected,
                           std::size_t bytes) const {
    const auto m = std::find_if(members_.begin(), members_.end(), is_called(member_name(input)));
    const npy_array array = read_npy(m->bytes);
    const bool as_expected = npy_entries(array.text) == npy_entries(expected);
    if (array.text.empty() || (as_expected && array.numbers.size() != bytes))
      base::fail(subject_ + " has a damaged " + in_quotes(m->name));
    if (!as_expected)
      base::fail(subject_ + " has parameter " + in_quotes(input) + " as " +
                 std::string(array.text) + ", but it is " + expected);
    return array.numbers;
  }

 private:
  std::ptrdiff_t times(const std::string& name) const {
    return std::count_if(members_.begin(), members_.end(), is_called(name));
  }

  std::string subject_;
  std::string file_;
  std::vector<zip_member> members_;
};

}  // namespace interop

// Writes the parameters to a file; numpy.load(path)["slope"] is one of them. The file appears whole
// or not at all.
template <class T, class... Inputs>
void save(const parameters<T, Inputs...>& theta, const std::string& path) {
  interop::new_file file(path);
  interop::zip_writer zip(file);
  const auto add = [&](auto input) {
    const std::string_view name = decltype(input)::info.name;
    const auto numbers = std::as_bytes(std::span<const T>(optimizing::as_span(theta[input])));
    zip.add(interop::member_name(name),
            interop::npy_header(interop::npy_text<T>(theta.shape(input))),
            {reinterpret_cast<const char*>(numbers.data()), numbers.size()});
  };
  (add(Inputs{}), ...);
  zip.finish();
  file.complete();
}

// Reads what save() or numpy.savez(path, slope=..., weights=...) wrote: the same inputs, with the
// same shapes and number type. If the file is not right, no parameter is changed.
template <class T, class... Inputs>
void load(parameters<T, Inputs...>& theta, const std::string& path) {
  const interop::npz_reader file(path);
  file.check_names({Inputs::info.name...});
  const auto find = [&](auto input) {
    return file.numbers(decltype(input)::info.name, interop::npy_text<T>(theta.shape(input)),
                        optimizing::as_span(theta[input]).size_bytes());
  };
  const std::array found{find(Inputs{})...};
  auto next = found.begin();
  const auto copy = [&](auto to) {
    std::copy(next->begin(), next->end(), reinterpret_cast<char*>(to.data()));
    ++next;
  };
  (copy(optimizing::as_span(theta[Inputs{}])), ...);
}

}  // namespace tapeless
