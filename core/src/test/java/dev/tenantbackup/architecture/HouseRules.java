// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/**
 * The arrows between the packages of core, and the names that packages may not have, as rules over any root package. The
 * root is a parameter so that the same rules can be tried on planted code that breaks them.
 */
final class HouseRules {

    private static final Set<String> NAMES_WITHOUT_MEANING =
            Set.of("util", "utils", "common", "impl", "helper", "helpers");

    private final String root;

    private HouseRules(String root) {
        this.root = root;
    }

    /** Every rule by its sentence, for the house whose front door is the given package. */
    static Map<String, ArchRule> of(String root) {
        return new HouseRules(root).rules();
    }

    private Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("no room looks back at the front door", noRoomLooksBack());
        rules.put("model knows no other room", modelKnowsNobody());
        rules.put("storage does not know archive", strangers("storage", "archive"));
        rules.put("archive does not know storage", strangers("archive", "storage"));
        rules.put("planning does no I/O", planningDoesNoIo());
        rules.put("rooms form no cycle", noCycles());
        rules.put("core knows no SQL", noSql());
        rules.put("packages have names that mean something", meaningfulNames());
        rules.put("every package is null-marked", nullMarked());
        rules.replaceAll((sentence, rule) -> rule.as(sentence).allowEmptyShould(true));
        return rules;
    }

    private ArchRule noRoomLooksBack() {
        return noClasses().that().resideInAPackage(root + ".*..").should().dependOnClassesThat(resideInAPackage(root));
    }

    private ArchRule modelKnowsNobody() {
        DescribedPredicate<JavaClass> otherRooms =
                resideInAPackage(root + "..").and(not(resideInAPackage(room("model"))));
        return noClasses().that().resideInAPackage(room("model")).should().dependOnClassesThat(otherRooms);
    }

    private ArchRule strangers(String room, String other) {
        return noClasses()
                .that()
                .resideInAPackage(room(room))
                .should()
                .dependOnClassesThat(resideInAPackage(room(other)));
    }

    private ArchRule planningDoesNoIo() {
        DescribedPredicate<JavaClass> pure = resideInAPackage(StandardCharsets.class.getPackageName())
                .or(HasName.Predicates.name("java.io.Serializable"));
        DescribedPredicate<JavaClass> io = resideInAnyPackage(
                        "java.io..", "java.nio..", "java.net..", "java.sql..", "javax.sql..")
                .and(not(pure));
        return noClasses()
                .that()
                .resideInAnyPackage(room("plan"), room("remap"), room("retention"))
                .should()
                .dependOnClassesThat(io);
    }

    private ArchRule noCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    private ArchRule noSql() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.jooq..", "java.sql..", "javax.sql.."));
    }

    private ArchRule meaningfulNames() {
        return classes()
                .that(resideInAPackage(root + ".."))
                .should(new ArchCondition<>("reside in a package that says what it holds") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (String part : type.getPackageName().split("\\.", -1)) {
                            if (NAMES_WITHOUT_MEANING.contains(part)) {
                                events.add(SimpleConditionEvent.violated(
                                        type, type.getName() + " is in a package named '" + part + "'"));
                            }
                        }
                    }
                });
    }

    private ArchRule nullMarked() {
        return classes()
                .that(resideInAPackage(root + ".."))
                .should(new ArchCondition<>("reside in a @NullMarked package") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                            events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + " is in a package without a @NullMarked package-info"));
                        }
                    }
                });
    }

    private String room(String name) {
        return root + "." + name + "..";
    }
}
