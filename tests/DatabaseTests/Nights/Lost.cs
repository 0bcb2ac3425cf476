using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources.Freg;
using PersonEtl.Etl.Sources.Klass;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>What one step hands to the next, with a record less or the last one twice; a batch that can't be taken apart is lost whole.</summary>
internal static class Lost
{
    public static object Record(object handed) => handed switch
    {
        DocumentBlock block => Shorter(block, (List<DocumentBlock.Record>)block.Records),
        NumberClaims claims => Fewer(claims, (List<NumberClaims.Claim>)claims.Claims),
        PersonBatch => new PersonBatch(),
        CopyRows rows => Rows(rows, times: 0),
        IReadOnlyList<int> ends => ends.SkipLast(1).ToList(),
        IReadOnlyList<County> counties => counties.SkipLast(1).ToList(),
        IReadOnlyList<Unit> units => units.SkipLast(1).ToList(),
        List<KlassItem> items => items.SkipLast(1).ToList(),
        List<(ServiceDistrictRow Row, string Place)> rows => rows.SkipLast(1).ToList(),
        AddressRegister register => new AddressRegister(Streets(register), Addresses(register), Cadastral(register)[1..], register.ExtractedAt),
        ContactRegister register => WithoutOne(register),
        _ => throw new ArgumentException($"Nothing is known to lose of {handed.GetType()}.", nameof(handed)),
    };

    public static object Doubled(object handed) => handed switch
    {
        DocumentBlock block => Longer(block),
        CopyRows rows => Rows(rows, times: 2),
        IReadOnlyList<County> counties => counties.Append(counties[^1]).ToList(),
        List<KlassItem> items => items.Append(items[^1]).ToList(),
        List<(ServiceDistrictRow Row, string Place)> rows => rows.Append(rows[^1]).ToList(),
        AddressRegister register => new AddressRegister(Streets(register), Addresses(register), [.. Cadastral(register), Cadastral(register)[^1]], register.ExtractedAt),
        _ => throw new ArgumentException($"Nothing is known to double of {handed.GetType()}.", nameof(handed)),
    };

    /// <summary>COPY's rows without the last, of which the count knows nothing.</summary>
    public static object Unnoticed(object handed)
    {
        var rows = (CopyRows)handed;
        var count = rows.Rows;
        var shorter = Rows(rows, times: 0);
        SetRows(shorter, count);
        return shorter;
    }

    private static DocumentBlock Shorter(DocumentBlock block, List<DocumentBlock.Record> records)
    {
        records.RemoveAt(records.Count - 1);
        return block;
    }

    private static NumberClaims Fewer(NumberClaims claims, List<NumberClaims.Claim> list)
    {
        var last = list[^1].Position;
        list.RemoveAll(c => c.Position == last);
        SetDocuments(claims, claims.Documents - 1);
        return claims;
    }

    private static DocumentBlock Longer(DocumentBlock block)
    {
        var last = block.Records[^1];
        block.Add(last.Start, last.Length, last.Line);
        return block;
    }

    /// <summary>The same rows, the last one so many times.</summary>
    private static CopyRows Rows(CopyRows rows, int times)
    {
        if (rows.Rows == 0) return rows;
        var bytes = rows.Bytes.Span;
        var (last, at) = (0, 0);
        while (at < bytes.Length)
        {
            last = at;
            var fields = BinaryPrimitives.ReadInt16BigEndian(bytes[at..]);
            at += sizeof(short);
            for (var field = 0; field < fields; field++) at += sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes[at..]));
        }
        byte[] changed = [.. bytes[..last], .. Enumerable.Repeat(bytes[last..].ToArray(), times).SelectMany(r => r)];
        var result = new CopyRows();
        Buffer(result) = changed;
        Length(result) = changed.Length;
        SetRows(result, rows.Rows - 1 + times);
        return result;
    }

    private static ContactRegister WithoutOne(ContactRegister register)
    {
        var builder = new ContactRegisterBuilder();
        foreach (var number in Keys(register).Where(k => k != 0).Skip(1))
        {
            Assert.True(register.TryFind(number, out var contact));
            builder.Add(number, contact);
        }
        return builder.Build();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "buffer")]
    private static extern ref byte[] Buffer(CopyRows rows);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "length")]
    private static extern ref int Length(CopyRows rows);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Rows")]
    private static extern void SetRows(CopyRows rows, int value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Documents")]
    private static extern void SetDocuments(NumberClaims claims, int value);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "streets")]
    private static extern ref Street[] Streets(AddressRegister register);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "addresses")]
    private static extern ref StreetAddress[] Addresses(AddressRegister register);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "cadastral")]
    private static extern ref CadastralAddress[] Cadastral(AddressRegister register);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "keys")]
    private static extern ref ulong[] Keys(ContactRegister register);
}
