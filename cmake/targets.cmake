# The two shapes of target in this project: a folder's library and a folder's tests.

# -Wrestrict is wrong about std::string's operator+ in g++ 12 with optimisation (GCC bug 105651).
set(VARTA_WARNINGS -Wall -Wextra -Wconversion -Wshadow -Werror -Wno-restrict)

# varta_precompile(target header...): heavy headers once a target, in sanitizer builds only: the others show a missing include.
function(varta_precompile target)
  if(VARTA_SANITIZE)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()

# varta_library(folder USES ... PRIVATE ...): all sources of the folder as one library.
# USES: our own libraries and whatever our headers show. PRIVATE: third-party libraries that stay inside.
function(varta_library folder)
  cmake_parse_arguments(ARG "" "" "USES;PRIVATE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cc)
  file(GLOB headers CONFIGURE_DEPENDS *.h)
  add_library(varta_${folder} STATIC ${sources})
  target_sources(varta_${folder} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers})
  set_target_properties(varta_${folder} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  target_compile_options(varta_${folder} PRIVATE ${VARTA_WARNINGS})
  target_link_libraries(varta_${folder} PUBLIC ${ARG_USES} PRIVATE ${ARG_PRIVATE})
endfunction()

# varta_test(folder USES ... PRECOMPILE ...): tests/<folder>/*.cc as one program, each test known to ctest by name.
function(varta_test folder)
  cmake_parse_arguments(ARG "" "" "USES;PRECOMPILE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cc)
  if(NOT sources)
    return()
  endif()
  add_executable(${folder}_test ${sources})
  target_compile_options(${folder}_test PRIVATE ${VARTA_WARNINGS})
  target_link_libraries(${folder}_test PRIVATE ${ARG_USES} varta_test_support GTest::gmock GTest::gtest_main)
  varta_precompile(${folder}_test <gmock/gmock.h> <gtest/gtest.h> ${ARG_PRECOMPILE})
  gtest_discover_tests(${folder}_test WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} DISCOVERY_TIMEOUT 60
                       PROPERTIES TIMEOUT 900 LABELS ${folder})
endfunction()
