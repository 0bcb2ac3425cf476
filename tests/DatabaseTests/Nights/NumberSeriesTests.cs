using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Numbers of different series in one delivery: what is said of each, and whose persons an installation takes.</summary>
public sealed class NumberSeriesTests
{
    private const string Real = "20036914700";
    private const string RealWithWrongDigits = "20036914712";
    private const string RealWithoutDay = "29020105729";
    private const string RealOf2032 = "30108299939";
    private const string Tenor = "03851598730";
    private const string TenorDNumber = "41819077302";

    private static readonly string Freg = string.Join('\n', Person(Real), Person(RealWithWrongDigits, RealWithoutDay), Person(RealOf2032), Person(Tenor), Person(TenorDNumber));

    /// <summary>Contacts of a real and of a synthetic person.</summary>
    private const string Krr = $$"""
        {"personer": [
            {"personidentifikator": "{{Real}}", "reservasjon": "NEI", "status": "AKTIV", "varslingsstatus": "KAN_VARSLES"},
            {"personidentifikator": "{{Tenor}}", "reservasjon": "NEI", "status": "AKTIV", "varslingsstatus": "KAN_VARSLES"}]}
        """;

    [Fact]
    public async Task Every_number_bears_its_series_and_check_and_wrong_ones_are_counted()
    {
        await using var night = await NightAsync();
        await night.RunAsync();
        Assert.Equal(
            [
                $"{Tenor}|tenor|valid", $"{Real}|real|valid", $"{RealWithWrongDigits}|real|invalid-digits", $"{RealWithoutDay}|real|invalid-date", $"{RealOf2032}|real|valid-2032", $"{TenorDNumber}|tenor|valid",
            ],
            await night.LinesAsync("select identification_number, number_series, number_check from mart.person_identifier order by 1"));
        Assert.Equal(["number-invalid-date|1", "number-invalid-digits|1"], await night.LinesAsync("select code, records from ops.remark where source = 'freg' order by 1"));
        Assert.Equal(5, await night.ScalarAsync<long>("select count(*) from analysis.person_identifier where number_series in (select code from mart.code where code_list = 'number_series') and is_valid"));
        Assert.Equal(0, await night.ScalarAsync<long>("select count(*) from analysis.person_identifier where number_check not in (select code from mart.code where code_list = 'number_check')"));
    }

    [Theory]
    [InlineData("synthetic", "{\"real-number\": 3}", Tenor, TenorDNumber)]
    [InlineData("real", "{\"synthetic-number\": 2}", Real, RealWithWrongDigits, RealOf2032)]
    [InlineData("any", "{}", Tenor, Real, RealWithWrongDigits, RealOf2032, TenorDNumber)]
    public async Task Persons_of_the_other_series_are_counted_and_never_stored(string series, string filtered, params string[] taken)
    {
        await using var night = await NightAsync();
        night.Options = night.Options with { Series = InstallationSeries.Parse(series) };
        await night.RunAsync();
        Assert.Equal([$"5|{taken.Length}|0|0|{filtered}"], await night.LinesAsync("select records_in, records_out, quarantined, merged, filtered from ops.account where step = 'freg'"));
        Assert.Equal(taken, await night.LinesAsync("select identification_number from mart.person order by 1"));
        Assert.Equal(taken, await night.LinesAsync("select identification_number from protected.person_key order by 1"));
        Assert.Equal(
            taken.Intersect([Real, Tenor], StringComparer.Ordinal).Order(StringComparer.Ordinal),
            await night.LinesAsync("select p.identification_number from mart.person_contact c join mart.person p using (person_id) order by 1"));
    }

    [Fact]
    public async Task A_delivery_of_the_other_series_alone_stops_the_night_and_says_why()
    {
        await using var night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(night, Person(Tenor) + "\n" + Person(TenorDNumber));
        using var run = EtlProcess.Start(night.ConnectionString, night.Folders.Data, ["run"], ("PERSONETL_SERIES", "real"));
        Assert.Equal(ExitCode.CheckFailed, await run.EndAsync());
        Assert.Contains("FREG gave no person to publish (2 records read, 2 filtered as synthetic-number)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_word_for_the_series_is_refused_before_anything_is_read()
    {
        await using var night = await Night.BeginAsync();
        using var run = EtlProcess.Start(night.ConnectionString, night.Folders.Data, ["run"], ("PERSONETL_SERIES", "test"));
        Assert.Equal(ExitCode.BadInput, await run.EndAsync());
        Assert.Contains("PERSONETL_SERIES: expected any, real or synthetic, found something else.", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, await night.ScalarAsync<long>("select count(*) from ops.run"));
    }

    private static async Task<Night> NightAsync()
    {
        var night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(night, Freg, Krr);
        return night;
    }

    private static string Person(string number, string? earlier = null)
    {
        var history = earlier is null ? "" : $$""", {"erGjeldende": false, "status": "opphoert", "foedselsEllerDNummer": "{{earlier}}", "identifikatortype": "foedselsnummer"}""";
        return $$"""{"identifikasjonsnummer": [{"erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": "{{number}}", "identifikatortype": "foedselsnummer"}{{history}}]}""";
    }
}
