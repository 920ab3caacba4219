import { describe, expect, it } from 'vitest';
import { svgInk } from './svg-ink.ts';

describe('an ink that writes SVG', () => {
  it('draws what a canvas would', () => {
    const ink = svgInk('#fff');
    ink.fillStyle = '#123456';
    ink.translate(10, 0);
    ink.fillRect(1, 2, 3, 4);
    ink.beginPath();
    ink.moveTo(0, 0);
    ink.lineTo(5, 5);
    ink.setLineDash([3, 2]);
    ink.stroke();
    expect(ink.content()).toBe('<rect x="11" y="2" width="3" height="4" fill="#123456"/><path d="M10 0L15 5" fill="none" stroke="#000" stroke-width="1" stroke-dasharray="3 2"/>');
  });

  it('keeps what save keeps, and closes what clip opened', () => {
    const ink = svgInk('#fff');
    ink.save();
    ink.globalAlpha = 0.5;
    ink.beginPath();
    ink.roundRect(0, 0, 4, 4, 0);
    ink.clip();
    ink.fillRect(0, 0, 9, 9);
    ink.restore();
    ink.fillRect(0, 0, 1, 1);
    expect(ink.content()).toBe(
      '<clipPath id="c1"><path d="M0 0h4v4h-4v-4Z"/></clipPath><g clip-path="url(#c1)"><rect x="0" y="0" width="9" height="9" fill="#000" opacity="0.5"/></g><rect x="0" y="0" width="1" height="1" fill="#000"/>',
    );
  });

  it('writes text as text', () => {
    const ink = svgInk('#fff');
    ink.fillText('<script> & "x"', 0, 0);
    expect(ink.content()).toContain('>&lt;script&gt; &amp; &quot;x&quot;</text>');
    ink.clearRect(0, 0, 5, 5);
    expect(ink.content()).toContain('fill="#fff"/>');
  });

  it('writes no character that XML forbids: one alone makes the picture unreadable', () => {
    const ink = svgInk('#fff');
    ink.fillText('a\u0000b\u0008\u001b\tc\ud800d\udc00\ufffe\uffffe😀\ufffd', 0, 0);
    expect(ink.content()).toContain('>ab\tcde😀\ufffd</text>');
  });

  it('draws no box without a size', () => {
    const ink = svgInk('#fff');
    ink.fillRect(0, 0, 0, 5);
    expect(ink.content()).toBe('');
  });
});
