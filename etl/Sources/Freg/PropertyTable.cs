using System.Text;
using System.Text.Json;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>
/// The properties of one kind of FREG object: those that are read, each named once beside what it fills in, and those that are known and not loaded.
/// Any other is passed over and remarked on with its path, so that a new one never breaks a run and never goes unseen.
/// </summary>
internal sealed class PropertyTable<T>
{
    private const int Slots = 64;
    private readonly Property[][] byShape = new Property[Slots][];
    private readonly Property[] all;
    private byte[][] notLoaded = [];
    private ulong always;
    private bool isPart;

    public PropertyTable(params (string Norwegian, ReadProperty<T> Read)[] properties)
    {
        all = [.. properties.Select((p, i) => new Property(Encoding.UTF8.GetBytes(p.Norwegian), p.Norwegian, 1UL << i, p.Read))];
        for (var slot = 0; slot < Slots; slot++) byShape[slot] = [.. all.Where(p => Slot(p.Utf8) == slot)];
    }

    /// <summary>The properties that are read.</summary>
    public IEnumerable<string> Names => all.Select(p => p.Name);

    /// <summary>Properties that the register is known to have, and that are not loaded.</summary>
    public PropertyTable<T> NotLoaded(params IEnumerable<string> names)
    {
        notLoaded = [.. names.Select(Encoding.UTF8.GetBytes)];
        return this;
    }

    /// <summary>Properties that the contract says are always there: an object without one is remarked on.</summary>
    public PropertyTable<T> Always(params IEnumerable<string> names)
    {
        foreach (var name in names) always |= all.Single(p => string.Equals(p.Name, name, StringComparison.Ordinal)).Bit;
        return this;
    }

    /// <summary>Says that the table has only a part of what the object holds: the rest is none of its business.</summary>
    public PropertyTable<T> Part()
    {
        isPart = true;
        return this;
    }

    /// <summary>Reads an object whose start the reader stands on, into <paramref name="target"/>; a null leaves it as it is.</summary>
    /// <exception cref="UnreadablePersonException">It is no object, a property stands twice in it, or a value in it is not what it should be.</exception>
    public void Read(ref Utf8JsonReader reader, T target, FregDocument document)
    {
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType != JsonTokenType.StartObject) throw document.Unreadable("not-an-object");
        var seen = 0UL;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueIsEscaped ? document.Unescaped(ref reader) : reader.ValueSpan;
            var property = Find(name);
            if (property is null)
            {
                if (!isPart && !IsNotLoaded(name)) document.RemarkUnknown(name);
                reader.Read();
                reader.Skip();
                continue;
            }
            var depth = document.Enter(property.Name);
            // which of the two would be meant? a grading must not get lost so
            if ((seen & property.Bit) != 0) throw document.Unreadable("duplicate-property");
            seen |= property.Bit;
            reader.Read();
            property.Read(ref reader, target, document);
            document.Leave(depth);
        }
        if ((always & ~seen) != 0) RemarkMissing(seen, document);
    }

    private static int Slot(ReadOnlySpan<byte> name) => name.IsEmpty ? 0 : (name.Length + (name[0] * 7) + name[^1]) & (Slots - 1);

    private Property? Find(ReadOnlySpan<byte> name)
    {
        foreach (var property in byShape[Slot(name)])
        {
            if (name.SequenceEqual(property.Utf8)) return property;
        }
        return null;
    }

    private bool IsNotLoaded(ReadOnlySpan<byte> name)
    {
        foreach (var known in notLoaded)
        {
            if (name.SequenceEqual(known)) return true;
        }
        return false;
    }

    private void RemarkMissing(ulong seen, FregDocument document)
    {
        foreach (var property in all)
        {
            if ((always & ~seen & property.Bit) != 0) document.RemarkMissing(property.Utf8);
        }
    }

    private sealed record Property(byte[] Utf8, string Name, ulong Bit, ReadProperty<T> Read);
}
