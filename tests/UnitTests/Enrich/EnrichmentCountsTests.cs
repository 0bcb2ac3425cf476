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

    [Fact]
    public void Codes_from_the_future_count_in_public_rows_only()
    {
        var future = new Place { CodeState = CodeState.Future };
        var (open, graded, counts) = (new Person(), new Person { Grading = Grading.Confidential }, new EnrichmentCounts());
        foreach (var person in new[] { open, graded })
        {
            person.PublicAddresses.Add(new() { Place = future });
            person.PublicAddresses.Add(new() { Place = new() { CodeState = CodeState.Current } });
            person.ProtectedAddresses.Add(new() { Place = future });
            person.MaritalStatuses.Add(new() { Place = future });
            person.Births.Add(new() { Place = future });
        }
        graded.PublicAddresses.Clear();
        counts.Count(open);
        counts.Count(graded);
        var sum = new EnrichmentCounts();
        sum.Add(counts);
        Assert.Equal(3, sum.CodesFromTheFuture);
    }

    private static Address Present(MatchRule rule, MatchReason reason) => new() { Kind = AddressKind.Present, MatchRule = rule, MatchReason = reason };
}
