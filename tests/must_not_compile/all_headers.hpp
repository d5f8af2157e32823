// What all halves find compiled; first what most of them include, so that an error comes through no other header.
#include <tapeless/tapeless.hpp>

#include <tapeless/network.hpp>
#include <tapeless/optimize.hpp>
