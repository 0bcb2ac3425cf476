using System.Globalization;
using System.IO.Compression;
using System.Text;
using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.Writing;

/// <summary>Writes Kartverket's <c>matrikkelenAdresse.csv</c> in a zip: BOM, CRLF, semicolons, 46 columns.</summary>
internal static class MatrikkelFile
{
    public const string ZipName = "Basisdata_0000_Norge_4258_MatrikkelenAdresse_CSV.zip";

    public const string Header =
        "lokalid;kommunenummer;kommunenavn;adressetype;adressetilleggsnavn;adressetilleggsnavnKilde;adressekode;adressenavn;nummer;bokstav;gardsnummer;bruksnummer;"
        + "festenummer;undernummer;adresseTekst;adresseTekstUtenAdressetilleggsnavn;EPSG-kode;Nord;Øst;postnummer;poststed;grunnkretsnummer;grunnkretsnavn;soknenummer;"
        + "soknenavn;organisasjonsnummer;tettstednummer;tettstednavn;valgkretsnummer;valgkretsnavn;oppdateringsdato;datauttaksdato;adresseId;uuidAdresse;atkomstId;"
        + "uuidAtkomst;atkomstNord;atkomstØst;sommeratkomstId;uuidSommeratkomst;sommeratkomstNord;sommeratkomstØst;vinteratkomstId;uuidVinteratkomst;vinteratkomstNord;"
        + "vinteratkomstØst";

    public static async Task WriteAsync(string path, Land land, WorldOptions options, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        var entry = zip.CreateEntry("Basisdata_0000_Norge_4258_MatrikkelenAdresse_CSV/matrikkelenAdresse.csv", CompressionLevel.Fastest);
        entry.LastWriteTime = options.AsOf;
        await using var stream = await entry.OpenAsync(cancellationToken);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16) { NewLine = "\r\n" };
        await writer.WriteLineAsync(Header);
        var line = new StringBuilder(512);
        for (var a = 0; a < land.AddressCount; a++)
        {
            if (a % 10_000 == 0) cancellationToken.ThrowIfCancellationRequested();
            Write(line.Clear(), land, a, options);
            await writer.WriteLineAsync(line, cancellationToken);
        }
    }

    private static void Write(StringBuilder line, Land land, int index, WorldOptions options)
    {
        ref readonly var address = ref land.Address(index);
        var unit = land.UnitOf(index);
        var municipality = unit.Municipality;
        var number = unit.Lineage.CodeOn(options.Reform?.MatrikkelDay ?? options.AsOfDate);
        var title = land.TitleUnder(index, number);
        var hash = Dice.Mix((ulong)index + ((ulong)options.Seed << 32));
        var street = land.StreetOf(index);
        var letter = address.Letter == 0 ? "" : ((char)address.Letter).ToString();
        var text = street is not null ? Invariant($"{street.Name} {address.Number}{letter}") : CadastralText(title, in address);
        var extra = hash % 61 == 0 ? street is null || municipality.IsSami ? "Uhca Testi" : "Testbruket nordre" : "";
        line.Append(Invariant($"{address.Id};{number};{municipality.MatrikkelName};{(street is null ? "matrikkeladresse" : "vegadresse")};{extra};{(extra.Length > 0 ? "tildeltAvKommunen" : "")};"));
        line.Append(street is null ? ";;;;" : Invariant($"{land.CodeUnder(street, number)};{street.Name};{address.Number};{letter};"));
        line.Append(Invariant($"{title.Land};{title.Title};{OrEmpty(address.Leasehold)};{OrEmpty(address.Sub)};{(extra.Length > 0 ? extra + ", " : "")}{text};{text};4258;"));
        var north = 58 + (municipality.Index * 0.13) + (hash % 10_000 / 100_000d);
        var east = 5 + (municipality.Index * 0.2) + (hash / 10_000 % 10_000 / 100_000d);
        line.Append(Invariant($"{north:0.######};{east:0.######};{land.PostalCode(index)};{municipality.MatrikkelName};"));
        line.Append(address.UnitWithheld ? ";;" : Invariant($"{unit.NumberUnder(number)};{NameInMatrikkel(unit)};"));
        line.Append(Invariant($"{number}0101;{municipality.MatrikkelName};{900_000_000 + municipality.Index};{(hash % 5 == 0 ? "" : "1121")};{(hash % 5 == 0 ? "" : municipality.MatrikkelName)};"));
        line.Append(Invariant($"{1 + (unit.Suffix / 100)};Testkrets;{Updated(hash, options)};{Extracted(municipality.Index, options)};{address.Id};{Uuid(hash)};;;;;;;;;;;;"));
    }

    /// <summary>Four in ten names differ from KLASS in case or blanks around hyphens; names are to be had from KLASS.</summary>
    private static string NameInMatrikkel(Unit unit) => (unit.Suffix % 5) switch
    {
        0 => unit.Name.ToUpperInvariant(),
        1 => unit.Name.Replace(" ", " - ", StringComparison.Ordinal),
        _ => unit.Name,
    };

    private static string CadastralText((int Land, int Title) title, ref readonly Address address)
    {
        var text = Invariant($"{title.Land}/{title.Title}");
        if (address.Leasehold > 0) text += Invariant($"/{address.Leasehold}");
        return address.Sub > 0 ? text + Invariant($"-{address.Sub}") : text;
    }

    private static string OrEmpty(short number) => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);

    private static string Updated(ulong hash, WorldOptions options)
    {
        if (hash % 3 == 0) return "01.01.2024 00:00:00";
        var at = options.AsOf.UtcDateTime.AddMinutes(-(double)(3000 + (hash % 1_000_000)));
        return at.ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture) + "." + (hash % 1_000_000).ToString(CultureInfo.InvariantCulture).TrimEnd('0').PadRight(1, '1');
    }

    /// <summary>The file is drawn in pieces, so it bears several times.</summary>
    private static string Extracted(int piece, WorldOptions options)
        => options.AsOf.UtcDateTime.Date.AddDays(-1).AddHours(5).AddSeconds(piece % 8).ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Uuid(ulong hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, hash);
        BitConverter.TryWriteBytes(bytes[8..], Dice.Mix(hash));
        (bytes[7], bytes[8]) = ((byte)((bytes[7] & 0x0F) | 0x50), (byte)((bytes[8] & 0x3F) | 0x80));
        return new Guid(bytes).ToString("D");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
