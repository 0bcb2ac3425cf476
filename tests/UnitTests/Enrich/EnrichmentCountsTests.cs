using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using static PersonEtl.UnitTests.Enrich.SmallGeography;

namespace PersonEtl.UnitTests.Enrich;

public sealed class EnrichmentCountsTests
{
    [Fact]
    public void A_unit_that_is_not_the_rows_own_counts_only_when_a_row_that_holds_lags_behind_a_reform()
    {
        var counts = Counted([.. Enumerable.Range(0, 10).SelectMany(_ => new[]
        {
            Present(MatchRule.StreetKey, MatchReason.None), Present(MatchRule.AddressId, MatchReason.MunicipalityLag), Present(MatchRule.AddressId, MatchReason.MunicipalityLag, isValid: false),
            Present(MatchRule.CadastralKey, MatchReason.UnitNotInKlass), Present(MatchRule.Freg, MatchReason.UnitNotInKlass),
        })]);
        var rate = Assert.Single(counts.Rates());
        Assert.Equal((50, 30), (rate.CanHaveUnit, rate.WithUnit));
        Assert.Equal([("address-id", 10), ("freg", 10), ("street-key", 10)], rate.ByRule.Select(r => (r.Key, r.Value)).OrderBy(r => r.Key, StringComparer.Ordinal));
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

    [Fact]
    public void Addresses_are_counted_by_kind_validity_municipality_rule_and_reason()
    {
        var counts = Counted(
            Residential("0301", "03010101", "Rådhuset", "030105", "030105"), Residential("0301", "03010101", "Rådhuset", "030105", "030105"), Residential("9999", null, null, null, null),
            Present(MatchRule.None, MatchReason.Foreign), Present(MatchRule.AddressId, MatchReason.None, "0301", isValid: false));
        var more = Counted(Present(MatchRule.AddressId, MatchReason.None, "0301", isValid: false));
        counts.Add(more);

        Assert.Equal(
            [
                "Residential True 301 Freg None 2", "Residential True 9999 None UnitUnspecified 1", "Present False 301 AddressId None 2", "Present True - None Foreign 1",
            ],
            counts.Matches().Select(m => $"{m.Kind} {m.IsCurrent} {m.Municipality?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"} {m.Rule} {m.Reason} {m.Addresses}"));
    }

    [Fact]
    public void The_first_thing_that_a_current_residential_address_lacks_is_counted()
    {
        var counts = Counted(
            Residential("0301", "03010101", "Rådhuset", "030105", "030105"), Residential("0301", "03010101", null, "030105", "030105"), Residential("0301", "03010101", "Rådhuset", null, null),
            Residential("0301", "03010101", "Rådhuset", "030105", null), Residential("0301", "03010101", "Rådhuset", "030116", null), Residential("0301", "03010101", "Rådhuset", "030117", null),
            // no city with districts, so none is missed
            Residential("5534", "55340208", "Vannavalen", null, null), Residential("5534", null, null, null, null));
        Assert.Equal(
            ["301 None 1", "301 UnitName 1", "301 GeographicalDistrict 1", "301 ServiceDistrict 1", "301 OsloTable 2", "5534 None 1", "5534 Unit 1"],
            counts.Guarantees().Select(g => $"{g.Municipality} {g.Lack} {g.Addresses}"));
    }

    [Fact]
    public void Nothing_is_guaranteed_for_other_addresses_and_graded_ones_never_count()
    {
        var earlier = Residential("0301", null, null, null, null);
        earlier.IsValid = false;
        var unknown = Residential("0301", null, null, null, null);
        unknown.Form = AddressForm.UnknownResidence;
        var svalbard = Residential("2111", null, null, null, null);
        svalbard.MatchReason = MatchReason.Svalbard;
        var person = new Person();
        person.PublicAddresses.AddRange([earlier, unknown, svalbard, Present(MatchRule.None, MatchReason.NoKey, "0301")]);
        person.ProtectedAddresses.Add(Residential("0301", null, null, null, null));
        var counts = new EnrichmentCounts();
        counts.Count(person);
        Assert.Empty(counts.Guarantees());
        Assert.Equal(4, counts.Matches().Sum(m => m.Addresses));
    }

    [Fact]
    public void What_Matrikkelen_says_of_FREGs_units_is_counted_by_municipality()
    {
        var counts = Counted(Checked("0301", MatrikkelCheck.Agrees), Checked("0301", MatrikkelCheck.Agrees), Checked("0301", MatrikkelCheck.Disagrees), Checked("5534", MatrikkelCheck.NotFound), Checked("5534", MatrikkelCheck.NotChecked));
        Assert.Equal([new(301, 2, 1, 0), new(5534, 0, 0, 1)], counts.CrossChecks());
    }

    private static EnrichmentCounts Counted(params Address[] addresses)
    {
        var person = new Person();
        person.PublicAddresses.AddRange(addresses);
        var counts = new EnrichmentCounts();
        counts.Count(person);
        return counts;
    }

    private static Address Checked(string municipality, MatrikkelCheck check)
    {
        var address = Residential(municipality, municipality + "0101", "Krets", null, null);
        address.MatrikkelCheck = check;
        return address;
    }

    private static Address Residential(string municipality, string? unit, string? name, string? geographical, string? serving) => new()
    {
        Kind = AddressKind.Residential,
        Form = AddressForm.Street,
        IsValid = true,
        Place = new() { MunicipalityNumber = Text(municipality) },
        FullBasicStatisticalUnitNumber = Text(unit),
        BasicStatisticalUnitName = Text(name),
        GeographicalUrbanDistrictCode = Text(geographical),
        UrbanDistrictCode = Text(serving),
        MatchRule = unit is null ? MatchRule.None : MatchRule.Freg,
        MatchReason = unit is null ? MatchReason.UnitUnspecified : MatchReason.None,
    };

    private static Address Present(MatchRule rule, MatchReason reason, string? municipality = null, bool isValid = true)
        => new() { Kind = AddressKind.Present, IsValid = isValid, Place = new() { MunicipalityNumber = Text(municipality) }, MatchRule = rule, MatchReason = reason };
}
