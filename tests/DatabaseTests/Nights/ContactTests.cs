namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Whose contact data is whose, and what is said of the person's contact state.</summary>
public sealed class ContactTests
{
    [Fact]
    public async Task Contact_data_is_found_under_any_number_of_the_person_the_one_in_use_first()
    {
        await using var night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(
            night,
            Person("01818012345") + "\n" + Person("02818012345", "42818012345") + "\n" + Person("03818012345", "43818012345", "44818012345"),
            Krr(Record("02818012345", "JA", "AKTIV"), Record("42818012345", "NEI", "SLETTET"), Record("44818012345", "NEI", "AKTIV")));
        await night.RunAsync();
        Assert.Equal(
            ["01818012345|NotDelivered|-|-", "02818012345|Active|Yes|Active", "03818012345|Active|No|Active"],
            await night.LinesAsync("select p.identification_number, p.contact_state, p.reservation, c.contact_state from mart.person p left join mart.person_contact c using (person_id) order by 1"));
    }

    [Fact]
    public async Task The_contact_state_is_the_registers_or_says_that_it_has_no_record()
    {
        await using var night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(
            night,
            string.Join('\n', Enumerable.Range(1, 5).Select(i => Person($"0{i}818012345"))),
            Krr(Record("01818012345", "NEI", "AKTIV"), Record("02818012345", "NEI", "SLETTET"), Record("03818012345", "NEI", "IKKE_REGISTRERT"), """{"personidentifikator": "04818012345", "reservasjon": "NEI"}"""));
        await night.RunAsync();
        Assert.Equal(
            ["01818012345|Active", "02818012345|Deleted", "03818012345|NotRegistered", "04818012345|NotDelivered", "05818012345|NotDelivered"],
            await night.LinesAsync("select identification_number, contact_state from mart.person order by 1"));
        Assert.Equal(["no-status"], await night.LinesAsync("select code from ops.quarantine where source = 'krr'"));
    }

    [Fact]
    public async Task Each_channel_serves_until_its_own_day()
    {
        await using var night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(night, Person("01818012345"), Krr("""
            {"personidentifikator": "01818012345", "reservasjon": "NEI", "status": "AKTIV", "varslingsstatus": "KAN_VARSLES", "kontaktinformasjon": {
                "epostadresse": "a@b.no", "epostadresse_oppdatert": "2020-01-01T00:00:00+01", "epostadresse_sist_verifisert": "2025-08-31T23:30:00+02",
                "mobiltelefonnummer": "+4799999999", "mobiltelefonnummer_oppdatert": "2025-08-31T22:30:00Z"}}
            """));
        await night.RunAsync();
        Assert.Equal(["2027-02-28|2027-03-01"], await night.LinesAsync("select email_usable_until::text, phone_usable_until::text from mart.person"));
        Assert.Equal(["2027-02-28|2027-03-01"], await night.LinesAsync("select email_usable_until::text, phone_usable_until::text from mart.person_contact"));
    }

    private static string Krr(params string[] records) => $$"""{"personer": [{{string.Join(',', records)}}]}""";

    private static string Record(string number, string reservation, string status)
        => $$"""{"personidentifikator": "{{number}}", "reservasjon": "{{reservation}}", "status": "{{status}}", "varslingsstatus": "KAN_VARSLES"}""";

    private static string Person(string number, params string[] earlier)
    {
        var history = string.Concat(earlier.Select(e => $$""", {"erGjeldende": false, "status": "opphoert", "foedselsEllerDNummer": "{{e}}", "identifikatortype": "dNummer"}"""));
        return $$"""{"identifikasjonsnummer": [{"erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": "{{number}}", "identifikatortype": "foedselsnummer"}{{history}}]}""";
    }
}
