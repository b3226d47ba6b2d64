# A second, independent reading: core Perl only (MIME::Base64, Encode), by the letter of RFC 2045-2047.
# usage: check_mail.pl MAIL.eml OUT   writes subject, text and html, each ended by a 0 byte
use strict; use warnings; use MIME::Base64;
local $/; open my $in, '<:raw', $ARGV[0] or die; my $raw = <$in>;
sub headers { my ($part) = @_; my ($head, $body) = split /\r\n\r\n/, $part, 2; $head =~ s/\r\n[ \t]/ /g;
    my %h = map { /^([^:]+): *(.*)$/ ? (lc $1 => $2) : () } split /\r\n/, $head; return (\%h, $body); }
sub words { my ($s) = @_; $s =~ s/(=\?[^ ]+\?=)\s+(?==\?)/$1/g;
    $s =~ s/=\?UTF-8\?B\?([^?]*)\?=/decode_base64($1)/ge; return $s; }
my %found;
sub walk { my ($h, $body) = headers($_[0]); my $type = $h->{'content-type'};
    if ($type =~ m{^multipart/.*boundary="([^"]+)"}) { my $b = quotemeta $1;
        $body =~ s/\r\n--$b--\r\n.*//s; my @parts = split /(?:^|\r\n)--$b\r\n/, $body; shift @parts; walk($_) for @parts;
    } else { my ($kind) = $type =~ m{^([^;]+)}; $found{$kind} //= decode_base64($body); }
    return $h; }
my $top = walk($raw);
$found{$_} =~ s/\r\n/\n/g for ('text/plain', 'text/html');
open my $out, '>:raw', $ARGV[1] or die; print $out words($top->{subject}), "\0", $found{'text/plain'}, "\0", $found{'text/html'}, "\0";
