using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.UnitTests.Enrich;

public sealed class EnrichmentCountsTests
{
    [Fact]
    public void An_address_that_a_rule_found_but_whose_unit_is_not_the_rows_own_counts_as_without_unit()
    {
        var counts = new EnrichmentCounts();
        var person = new Person();
        for (var i = 0; i < 10; i++)
        {
            person.PublicAddresses.Add(Present(MatchRule.StreetKey, MatchReason.None));
            person.PublicAddresses.Add(Present(MatchRule.AddressId, MatchReason.MunicipalityLag));
            person.PublicAddresses.Add(Present(MatchRule.CadastralKey, MatchReason.UnitNotInKlass));
            person.PublicAddresses.Add(Present(MatchRule.Freg, MatchReason.UnitNotInKlass));
        }
        counts.Count(person);
        var rate = Assert.Single(counts.Rates());
        Assert.Equal((40, 20), (rate.CanHaveUnit, rate.WithUnit));
        Assert.Equal([("freg", 10), ("street-key", 10)], rate.ByRule.Select(r => (r.Key, r.Value)).OrderBy(r => r.Key, StringComparer.Ordinal));
    }

    private static Address Present(MatchRule rule, MatchReason reason) => new() { Kind = AddressKind.Present, MatchRule = rule, MatchReason = reason };
}
