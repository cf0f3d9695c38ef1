// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Core keeps to its {@link HouseRules}, and each rule notices a planted class that breaks it. */
class ArchitectureTest {

    private static final String ROOT = "dev.tenantbackup";
    private static final String PLANTED = "dev.tenantbackup.architecture.planted";

    /** For each rule the planted classes that its report must name. */
    private static final Map<String, List<String>> OFFENDERS = Map.of(
            "no room looks back at the front door", List.of("extract.LooksBack"),
            "model knows no other room", List.of("model.KnowsCatalog"),
            "storage does not know archive", List.of("storage.KnowsArchive"),
            "archive does not know storage", List.of("archive.KnowsStorage"),
            "planning does no I/O", List.of("plan.ReadsFile", "remap.OpensSocket", "retention.ListsFolder"),
            "rooms form no cycle", List.of("archive", "storage"),
            "core knows no SQL", List.of("load.KnowsSql"),
            "packages have names that mean something", List.of("util.Anything"),
            "every package is null-marked", List.of("verify.Unmarked"));

    @TestFactory
    Stream<DynamicTest> coreKeepsTheRules() {
        JavaClasses core = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
        return HouseRules.of(ROOT).entrySet().stream()
                .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(core)));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleBites() {
        JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);
        return HouseRules.of(PLANTED).entrySet().stream()
                .map(rule -> dynamicTest(rule.getKey(), () -> {
                    EvaluationResult result = rule.getValue().evaluate(planted);
                    String report = result.getFailureReport().toString();
                    List<String> offenders = OFFENDERS.get(rule.getKey());
                    assertAll(offenders.stream()
                            .map(offender -> () -> assertThat(report).contains(offender)));
                }));
    }

    @Test
    void everyRuleHasAnOffender() {
        assertThat(HouseRules.of(ROOT).keySet()).isEqualTo(OFFENDERS.keySet());
    }
}
