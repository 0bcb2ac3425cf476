using System.Buffers.Text;
using System.Text;
using CsvHelper;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.Matrikkel;

/// <summary>Reads one row of matrikkelenAdresse.csv. A column that can't be read gives a code; an empty one is none.</summary>
internal sealed class MatrikkelRow(CsvReader csv, MatrikkelColumns columns)
{
    // five digits, as FREG pads it
    private const int MaxAddressCode = 99_999;

    private string? code;

    /// <summary>The entry of the current row, or the code of why there is none.</summary>
    public string? TryRead(out AddressEntry entry)
    {
        code = null;
        var cadastral = false;
        var kind = csv.GetSpan(columns.Kind);
        if (kind.SequenceEqual("matrikkeladresse"u8)) cadastral = true;
        else if (!kind.SequenceEqual("vegadresse"u8)) code = "bad-adressetype";
        entry = new AddressEntry(
            Id(),
            (ushort)Code(columns.Municipality, 4, "bad-kommunenummer", mayBeEmpty: false),
            Number(columns.AddressCode, MaxAddressCode, "bad-adressekode"),
            (ushort)Number(columns.HouseNumber, ushort.MaxValue, "bad-nummer"),
            Letter(),
            cadastral,
            Number(columns.LandNumber, int.MaxValue, "bad-gardsnummer"),
            Number(columns.TitleNumber, int.MaxValue, "bad-bruksnummer"),
            Number(columns.LeaseholdNumber, int.MaxValue, "bad-festenummer"),
            Number(columns.SubNumber, int.MaxValue, "bad-undernummer"),
            Code(columns.Unit, 8, "bad-grunnkretsnummer", mayBeEmpty: true),
            StreetName.Key(csv.GetSpan(columns.AddressName)),
            (ushort)Code(columns.PostalCode, 4, "bad-postnummer", mayBeEmpty: true));
        if (!cadastral && entry.AddressCode == 0) code ??= "bad-adressekode";
        return code;
    }

    private long Id()
    {
        var text = csv.GetSpan(columns.Id);
        if (Utf8Parser.TryParse(text, out long id, out var used) && used == text.Length && id > 0) return id;
        code ??= "bad-adresseId";
        return 0;
    }

    private int Number(int column, int most, string fault)
    {
        var text = csv.GetSpan(column);
        if (text.IsEmpty) return 0;
        if (Utf8Parser.TryParse(text, out uint number, out var used) && used == text.Length && number <= (uint)most) return (int)number;
        code ??= fault;
        return 0;
    }

    private int Code(int column, int digits, string fault, bool mayBeEmpty)
    {
        var text = csv.GetSpan(column);
        if (text.Length == digits) return Number(column, int.MaxValue, fault);
        if (!mayBeEmpty || !text.IsEmpty) code ??= fault;
        return 0;
    }

    private char Letter()
    {
        var text = csv.GetSpan(columns.HouseLetter);
        if (text.IsEmpty) return '\0';
        if (Rune.DecodeFromUtf8(text, out var rune, out var used) == System.Buffers.OperationStatus.Done && used == text.Length && rune.IsBmp && Rune.IsLetter(rune))
            return char.ToUpperInvariant((char)rune.Value);
        code ??= "bad-bokstav";
        return '\0';
    }
}
