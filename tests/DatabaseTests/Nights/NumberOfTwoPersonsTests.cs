namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A number that one person has in use and another person's document still names among its earlier ones.</summary>
public sealed class NumberOfTwoPersonsTests
{
    [Fact]
    public async Task Contact_data_goes_to_the_person_whose_number_it_is_and_to_nobody_else()
    {
        await using var night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(
            night,
            Person("01818012345", "02818012345") + "\n" + Person("02818012345", null) + "\n" + Person("03818012345", "04818012345"),
            """
            {"personer": [
                {"personidentifikator": "02818012345", "reservasjon": "NEI", "status": "AKTIV", "varslingsstatus": "KAN_VARSLES"},
                {"personidentifikator": "04818012345", "reservasjon": "JA", "status": "AKTIV", "varslingsstatus": "KAN_VARSLES"}]}
            """);
        await night.RunAsync();
        Assert.Equal(
            ["01818012345|NotDelivered|-", "02818012345|Active|No", "03818012345|Active|Yes"],
            await night.LinesAsync("select identification_number, contact_state, reservation from mart.person order by 1"));
    }

    private static string Person(string number, string? earlier)
    {
        var history = earlier is null ? "" : $$""", {"erGjeldende": false, "status": "opphoert", "foedselsEllerDNummer": "{{earlier}}", "identifikatortype": "dNummer"}""";
        return $$"""{"identifikasjonsnummer": [{"erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": "{{number}}", "identifikatortype": "foedselsnummer"}{{history}}]}""";
    }
}
