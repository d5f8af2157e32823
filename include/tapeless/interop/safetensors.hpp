// Parameters in a file of the safetensors format (huggingface/safetensors, format 0.x): the length
// of a header in 8 bytes, the header in JSON, and then the numbers, row-major. Needs the header
// <nlohmann/json.hpp> (Debian: nlohmann-json3-dev).
//
// Its functions are save_safetensors() and load_safetensors(), beside save() and load() of npz.hpp:
// a program has one of them, or both, and each header's own library alone.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tapeless/base/cpp20.hpp"
#include "tapeless/interop/file.hpp"
#include "tapeless/interop/half.hpp"
#include "tapeless/interop/little_endian.hpp"
#include "tapeless/optimize/parameters.hpp"
#include "tapeless/optimize/vectors.hpp"

namespace tapeless {

namespace interop {

static_assert(std::endian::native == std::endian::little,
              "tapeless: safetensors files are written and read on little-endian machines only");

// A kind of numbers in such a file.
struct stored_type {
  std::string_view name;
  std::size_t bytes;
};
inline constexpr stored_type stored_types[] = {{"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2}};

template <class T>
inline constexpr std::string_view stored_as = sizeof(T) == 4 ? "F32" : "F64";

// As a sentence has it: F32 [3,4].
inline std::string stored_text(std::string_view type, const nlohmann::json& shape) {
  return std::string(type) + " " + shape.dump();
}

struct stored_tensor {
  std::string name;
  stored_type type;
  nlohmann::json shape;
  std::string_view bytes;
};

// A file in memory; every sentence of load_safetensors() about it.
class safetensors_reader {
 public:
  explicit safetensors_reader(const std::string& path)
      : subject_("load_safetensors: " + in_quotes(path)),
        file_(read_file(path, "load_safetensors")) {
    if (file_.size() < 8) damaged();
    const std::size_t size = little_endian(std::string_view(file_).substr(0, 8));
    if (size > file_.size() - 8) damaged();
    const std::string_view header = std::string_view(file_).substr(8, size);
    numbers_ = std::string_view(file_).substr(8 + size);
    const nlohmann::json entries = parsed(header);
    for (const auto& [name, entry] : entries.items())
      if (name != "__metadata__") tensors_.push_back(tensor(name, entry));
    check_order();
  }

  void check_names(const std::vector<std::string_view>& inputs) const {
    for (const std::string_view input : inputs)
      if (find(input) == tensors_.end())
        base::fail(subject_ + " has no parameter " + in_quotes(input));
    for (const stored_tensor& t : tensors_)
      if (std::find(inputs.begin(), inputs.end(), t.name) == inputs.end())
        base::fail(subject_ + " has " + in_quotes(t.name) + ", which is not one of the parameters");
  }

  // An input's tensor, whose shape is as expected and whose numbers a T can hold.
  template <class T>
  const stored_tensor& tensor_for(std::string_view input,
                                  const std::vector<std::size_t>& shape) const {
    const stored_tensor& t = *find(input);
    if (t.shape != nlohmann::json(shape) || t.type.bytes > sizeof(T))
      base::fail(subject_ + " has parameter " + in_quotes(input) + " as " +
                 stored_text(t.type.name, t.shape) + ", but it is " +
                 stored_text(stored_as<T>, shape));
    return t;
  }

 private:
  std::vector<stored_tensor>::const_iterator find(std::string_view input) const {
    return std::find_if(tensors_.begin(), tensors_.end(),
                        [&](const stored_tensor& t) { return t.name == input; });
  }

  // The header as an object, in which no name stands twice.
  nlohmann::json parsed(std::string_view header) const {
    std::vector<std::string> names;
    const auto note = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& at) {
      if (depth == 1 && event == nlohmann::json::parse_event_t::key)
        names.push_back(at.template get<std::string>());
      return true;
    };
    nlohmann::json all = nlohmann::json::parse(header.begin(), header.end(), note, false);
    if (!all.is_object()) damaged();
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice != names.end()) base::fail(subject_ + " has " + in_quotes(*twice) + " twice");
    return all;
  }

  stored_tensor tensor(const std::string& name, const nlohmann::json& entry) const {
    const auto member = [&entry](const char* of) {
      return entry.is_object() && entry.contains(of) ? entry[of] : nlohmann::json();
    };
    const nlohmann::json type = member("dtype"), shape = member("shape"),
                         offsets = member("data_offsets");
    const auto is_count = [](const nlohmann::json& n) { return n.is_number_unsigned(); };
    if (!type.is_string() || !shape.is_array() || !offsets.is_array() || offsets.size() != 2 ||
        !std::all_of(shape.begin(), shape.end(), is_count) ||
        !std::all_of(offsets.begin(), offsets.end(), is_count))
      damaged(name);
    const auto known = known_type(name, type.template get<std::string>());
    const auto begin = offsets[0].template get<std::uint64_t>(),
               end = offsets[1].template get<std::uint64_t>();
    if (begin > end || end > numbers_.size()) damaged(name);
    const std::string_view bytes = numbers_.substr(begin, end - begin);
    if (!is_size(bytes.size(), known.bytes, shape)) damaged(name);
    return {name, known, shape, bytes};
  }

  stored_type known_type(const std::string& name, const std::string& text) const {
    for (const stored_type& type : stored_types)
      if (text == type.name) return type;
    base::fail(subject_ + " has " + in_quotes(name) + " as " + text +
               "; what is read is F64, F32, F16 and BF16");
  }

  // Is `size` = `bytes` times the extents? (Their product may be beyond any number.)
  static bool is_size(std::size_t size, std::size_t bytes, const nlohmann::json& shape) {
    if (std::find(shape.begin(), shape.end(), 0U) != shape.end()) return size == 0;
    for (const auto& extent : shape) {
      const auto n = extent.template get<std::uint64_t>();
      if (size % n != 0) return false;
      size /= n;
    }
    return size == bytes;
  }

  // Tensors lie one after the other, and leave nothing out.
  void check_order() const {
    std::vector<std::pair<const char*, const char*>> ranges;
    for (const stored_tensor& t : tensors_)
      ranges.emplace_back(t.bytes.data(), t.bytes.data() + t.bytes.size());
    std::sort(ranges.begin(), ranges.end());
    const char* at = numbers_.data();
    for (const auto& [begin, end] : ranges) {
      if (begin != at) gaps();
      at = end;
    }
    if (at != numbers_.data() + numbers_.size()) gaps();
  }

  [[noreturn]] void damaged() const {
    base::fail(subject_ + " is no safetensors file, or it is damaged or cut off");
  }
  [[noreturn]] void damaged(const std::string& name) const {
    base::fail(subject_ + " has a damaged " + in_quotes(name));
  }
  [[noreturn]] void gaps() const {
    base::fail(subject_ + " has tensors that overlap or leave bytes out");
  }

  std::string subject_;
  std::string file_;
  std::string_view numbers_;
  std::vector<stored_tensor> tensors_;
};

// The numbers of a tensor, from Stored by way of widen.
template <class Stored, class T>
void copy_widened(const stored_tensor& from, std::span<T> to, const auto& widen) {
  const char* at = from.bytes.data();
  for (T& x : to) {
    Stored number;
    std::memcpy(&number, at, sizeof number);
    x = static_cast<T>(widen(number));
    at += sizeof number;
  }
}

template <class T>
void copy_numbers(const stored_tensor& from, std::span<T> to) {
  if (from.type.name == stored_as<T>)
    std::copy(from.bytes.begin(), from.bytes.end(), reinterpret_cast<char*>(to.data()));
  else if (from.type.name == "F32") copy_widened<float>(from, to, std::identity{});
  else if (from.type.name == "F16") copy_widened<std::uint16_t>(from, to, widened_half);
  else copy_widened<std::uint16_t>(from, to, widened_bfloat16);
}

// What stands before the numbers. With blanks, so that they start at a multiple of 8 bytes.
inline std::string safetensors_header(const nlohmann::ordered_json& entries) {
  std::string text = entries.dump();
  text.append((8 - text.size() % 8) % 8, ' ');
  return little_endian(text.size(), 8) + text;
}

}  // namespace interop

// Writes the parameters to a file; safetensors.numpy.load_file(path)["slope"] is one of them. The
// file appears whole or not at all.
template <class T, class... Inputs>
void save_safetensors(const parameters<T, Inputs...>& theta, const std::string& path) {
  nlohmann::ordered_json entries = nlohmann::ordered_json::object();
  std::size_t at = 0;
  const auto bytes_of = [&](auto input) {
    return std::as_bytes(std::span<const T>(optimizing::as_span(theta[input])));
  };
  const auto add = [&](auto input) {
    const std::size_t end = at + bytes_of(input).size();
    entries[std::string(decltype(input)::info.name)] = {{"dtype", interop::stored_as<T>},
                                                        {"shape", theta.shape(input)},
                                                        {"data_offsets", {at, end}}};
    at = end;
  };
  (add(Inputs{}), ...);
  interop::new_file file(path, "save_safetensors");
  file.write(interop::safetensors_header(entries));
  const auto write = [&](auto bytes) {
    file.write({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  };
  (write(bytes_of(Inputs{})), ...);
  file.complete();
}

// Reads what save_safetensors() or another program wrote: the same inputs with the same shapes.
// Numbers of fewer bits (F32, F16, BF16) are widened; those of more are refused. `__metadata__` is
// not looked at. If the file is not right, no parameter is changed.
template <class T, class... Inputs>
void load_safetensors(parameters<T, Inputs...>& theta, const std::string& path) {
  const interop::safetensors_reader file(path);
  file.check_names({Inputs::info.name...});
  const std::array found{&file.template tensor_for<T>(Inputs::info.name, theta.shape(Inputs{}))...};
  auto next = found.begin();
  (interop::copy_numbers<T>(**next++, optimizing::as_span(theta[Inputs{}])), ...);
}

}  // namespace tapeless
